package org.tl4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.backbone.FeatureVector;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.TokenSequence;
import org.tl4j.core.backbone.UnpooledOutput;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.network.LinearHead;

class LogitPartsTest {
    private static final List<UnpooledOutput> MAPS =
            List.of(output(new FeatureMap(3, 2, 4)), output(new FeatureMap(2, 3, 3)));
    private static final int CLASSES = 3;

    private final Random random = new Random(5);

    @ParameterizedTest
    @EnumSource(
            value = Pooling.class,
            names = {"AVERAGE", "MAX", "BOTH", "FLATTEN"})
    void thePartsOfMapsSumToTheLogitOfThePooledFeatures(Pooling pooling) {
        for (LabelMode mode : LabelMode.values()) {
            LinearHead head = head(Math.toIntExact(LogitParts.width(MAPS, pooling)), mode);
            float[] values = values(MAPS);

            float[] found = new LogitParts(MAPS, pooling, head).probabilities(values);

            assertThat(found).containsExactly(head.probabilities(pooled(values, pooling)), within(1e-5f));
        }
    }

    /** By hand: weights 1 and 3, less their mean, are -1 and 1; half of each position's value counts, and no bias. */
    @Test
    void aPositionAddsItsShareOfTheAverage() {
        LinearHead head = new LinearHead(1, 2, new float[] {1, 3}, new float[] {0, 0});
        LogitParts parts = new LogitParts(List.of(output(new FeatureMap(1, 1, 2))), Pooling.AVERAGE, head);

        assertThat(parts.of(new float[] {2, 6}, 1).values()).containsExactly(1, 3);
        assertThat(parts.of(new float[] {2, 6}, 0).values()).containsExactly(-1, -3);
    }

    @Test
    void aLabelOfSeveralIsNotComparedWithTheOthers() {
        LinearHead head = new LinearHead(1, 2, new float[] {1, 3}, new float[] {0, 2}, LabelMode.MULTI_LABEL);
        LogitParts parts = new LogitParts(List.of(output(new FeatureMap(1, 1, 2))), Pooling.AVERAGE, head);

        // the bias is spread evenly
        assertThat(parts.of(new float[] {2, 6}, 1).values()).containsExactly(4, 10);
    }

    @Test
    void theLargestValueAddsAll() {
        LinearHead head = new LinearHead(1, 2, new float[] {-1, 1}, new float[] {0, 0});
        LogitParts parts = new LogitParts(List.of(output(new FeatureMap(1, 2, 2))), Pooling.MAX, head);

        assertThat(parts.of(new float[] {1, 5, 5, 2}, 1).values()).containsExactly(0, 5, 0, 0);
    }

    @Test
    void tokensAreAGridWithoutTheClassToken() {
        LinearHead head = new LinearHead(1, 2, new float[] {-4, 4}, new float[] {0, 0});
        LogitParts parts = new LogitParts(List.of(output(new TokenSequence(5, 1))), Pooling.MEAN, head);

        PositionGrid grid = parts.of(new float[] {100, 1, 2, 3, 4}, 1);

        assertThat(grid.height()).isEqualTo(2);
        assertThat(grid.values()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void saysWhatPreventsIt() {
        assertThat(LogitParts.obstacle(MAPS, Pooling.AVERAGE)).isEmpty();
        assertThat(LogitParts.obstacle(List.of(output(new FeatureVector(7))), Pooling.AVERAGE))
                .hasValueSatisfying(reason -> assertThat(reason).contains("a pooled map"));
        assertThat(LogitParts.obstacle(List.of(output(new TokenSequence(5, 7))), Pooling.CLS))
                .hasValueSatisfying(reason -> assertThat(reason).contains("class token"));
        assertThat(LogitParts.obstacle(List.of(output(new TokenSequence(7, 7))), Pooling.MEAN))
                .isPresent();
    }

    @Test
    void anotherSizeKeepsTheSumAndThePlace() {
        PositionGrid resized = new PositionGrid(1, 2, new double[] {6, 12}).resized(2, 3);

        assertThat(resized.values()).containsExactly(new double[] {2, 3, 4, 2, 3, 4}, within(1e-12));
        assertThat(Arrays.stream(resized.values()).sum()).isEqualTo(18, within(1e-12));
    }

    @Test
    void aMapThatTheNetworkPoolsItselfIsPooledSo() {
        UnpooledOutput own = new UnpooledOutput(new FeatureMap(1, 1, 2), Optional.of(Pooling.MAX));
        LinearHead head = new LinearHead(1, 2, new float[] {-1, 1}, new float[] {0, 0});
        LogitParts parts = new LogitParts(List.of(own), Pooling.AVERAGE, head);

        assertThat(parts.of(new float[] {2, 6}, 1).values()).containsExactly(0, 6);
    }

    private static UnpooledOutput output(FeatureShape shape) {
        return new UnpooledOutput(shape, Optional.empty());
    }

    private LinearHead head(int inputs, LabelMode mode) {
        return new LinearHead(inputs, CLASSES, numbers(inputs * CLASSES), numbers(CLASSES), mode);
    }

    private float[] values(List<UnpooledOutput> outputs) {
        return numbers(Math.toIntExact(
                outputs.stream().mapToLong(output -> output.shape().values()).sum()));
    }

    private float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private static FloatBuffer pooled(float[] values, Pooling pooling) {
        List<Float> pooled = new ArrayList<>();
        int from = 0;
        for (UnpooledOutput output : MAPS) {
            FeatureMap map = (FeatureMap) output.shape();
            int positions = (int) (map.height() * map.width());
            List<Float> averages = new ArrayList<>();
            List<Float> largest = new ArrayList<>();
            for (int channel = 0; channel < map.channels(); channel++) {
                double sum = 0;
                float most = Float.NEGATIVE_INFINITY;
                for (int p = 0; p < positions; p++) {
                    float value = values[from + channel * positions + p];
                    sum += value;
                    most = Math.max(most, value);
                    if (pooling == Pooling.FLATTEN) {
                        pooled.add(value);
                    }
                }
                averages.add((float) (sum / positions));
                largest.add(most);
            }
            if (pooling == Pooling.AVERAGE || pooling == Pooling.BOTH) {
                pooled.addAll(averages);
            }
            if (pooling == Pooling.MAX || pooling == Pooling.BOTH) {
                pooled.addAll(largest);
            }
            from += (int) map.values();
        }
        FloatBuffer buffer = FloatBuffer.allocate(pooled.size());
        pooled.forEach(buffer::put);
        return buffer.flip();
    }
}
