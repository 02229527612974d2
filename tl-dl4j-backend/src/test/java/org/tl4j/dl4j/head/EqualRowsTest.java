package org.tl4j.dl4j.head;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.FeatureRows;

class EqualRowsTest {
    @Property(tries = 200)
    void everyRowGetsTheFirstOneThatIsEqual(
            @ForAll @Size(min = 1, max = 80) List<@IntRange(max = 30) Integer> contents) {
        Map<Integer, Integer> first = new HashMap<>();
        int[] expected = new int[contents.size()];
        for (int row = 0; row < expected.length; row++) {
            first.putIfAbsent(contents.get(row), row);
            expected[row] = first.get(contents.get(row));
        }

        int[] found = EqualRows.firstOf(batch(contents));

        if (first.size() > 1) {
            assertThat(found).containsExactly(expected);
        } else {
            assertThat(found).doesNotHaveDuplicates();
        }
    }

    @Test
    void rowsWithOneHashAreToldApart() {
        Map<Integer, float[]> byHash = new HashMap<>();
        Random random = new Random(1);
        float[] first;
        float[] second;
        do {
            second = new float[] {random.nextFloat(), random.nextFloat()};
            first = byHash.put(EqualRows.hash(second), second);
        } while (first == null);
        FeatureBatch batch = FeatureBatch.allocate(3, 2);
        batch.values().put(0, first).put(2, second).put(4, second);

        assertThat(EqualRows.firstOf(batch)).containsExactly(0, 1, 1);
    }

    /** Values of 16 bits have zeros where those of 32 bits differ; each row is read once all the same. */
    @Test
    void rowsOfShortFloatsAreComparedOnlyIfTheyAreEqual() {
        int rows = 30_000;
        AtomicInteger reads = new AtomicInteger();
        FeatureRows halves = new FeatureRows() {
            @Override
            public int rows() {
                return rows;
            }

            @Override
            public int width() {
                return 4;
            }

            @Override
            public void read(int index, FloatBuffer target) {
                reads.incrementAndGet();
                // the same 11 bits of mantissa as a value of 16 bits
                int low = index % 1024;
                int high = index / 1024;
                target.put(1 + low / 1024f).put(1 + high / 1024f).put(2).put(0.5f);
            }
        };

        assertThat(EqualRows.firstOf(halves)).doesNotHaveDuplicates();
        assertThat(reads.get()).isBetween(rows, rows + 5);
    }

    /** A step of the first value and 31 of the second keep {@code Arrays.hashCode}. */
    @Test
    void rowsOfTheSameHashAreNotEqual() {
        FeatureBatch batch = FeatureBatch.allocate(3, 2);
        batch.values().put(0, new float[] {Float.intBitsToFloat(1000), Float.intBitsToFloat(2000)});
        batch.values().put(2, new float[] {Float.intBitsToFloat(1001), Float.intBitsToFloat(2000 - 31)});
        batch.values().put(4, new float[] {Float.intBitsToFloat(1001), Float.intBitsToFloat(2000 - 31)});

        assertThat(EqualRows.firstOf(batch)).containsExactly(0, 1, 1);
    }

    @Test
    void zeroOfEitherSignIsTheSame() {
        FeatureBatch batch = FeatureBatch.allocate(3, 1);
        batch.values().put(0, new float[] {0f, 1f, -0f});

        assertThat(EqualRows.firstOf(batch)).containsExactly(0, 1, 0);
    }

    private static FeatureBatch batch(List<Integer> contents) {
        FeatureBatch batch = FeatureBatch.allocate(contents.size(), 2);
        for (int row = 0; row < contents.size(); row++) {
            batch.values().put(2 * row, contents.get(row) / 3f).put(2 * row + 1, -contents.get(row));
        }
        return batch;
    }
}
