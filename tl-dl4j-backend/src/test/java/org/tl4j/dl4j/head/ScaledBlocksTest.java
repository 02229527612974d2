package org.tl4j.dl4j.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.backbone.FeatureRows;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.dl4j.Started;

class ScaledBlocksTest {
    /** So wide that a block has one row. */
    private static final int WIDE = 1 << 23;

    private static final Workers WORKERS = Workers.of("scaled-blocks-test", 2);

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @AfterAll
    static void endThreads() {
        WORKERS.close();
    }

    /** Rows whose values are their number, and how often one was read. */
    private record Numbers(int rows, int width, AtomicInteger reads) implements FeatureRows {
        Numbers(int rows, int width) {
            this(rows, width, new AtomicInteger());
        }

        @Override
        public void read(int index, FloatBuffer target) {
            reads.incrementAndGet();
            for (int i = 0; i < width; i++) {
                target.put(index + i);
            }
        }
    }

    private static FeatureScaling halved(int width) {
        return new FeatureScaling(new double[width], 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void givesEveryRowOnceAndInOrderWhetherKeptOrNot(long memory) {
        Numbers rows = new Numbers(3, WIDE);
        try (ScaledBlocks blocks = new ScaledBlocks(rows, halved(WIDE), WORKERS, memory)) {
            for (int pass = 0; pass < 2; pass++) {
                List<Integer> firsts = new ArrayList<>();
                blocks.each((first, features) -> {
                    firsts.add(first);
                    assertThat(features.shape()).containsExactly(1, WIDE);
                    assertThat(features.getDouble(0, 0)).isEqualTo(first / 2.0);
                    assertThat(features.getDouble(0, WIDE - 1)).isEqualTo((first + WIDE - 1) / 2.0);
                });
                assertThat(firsts).containsExactly(0, 1, 2);
            }
        }
        assertThat(rows.reads()).hasValue(memory == 0 ? 6 : 3);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void lastBlockMayBeShorter(long memory) {
        int width = WIDE / 4;
        try (ScaledBlocks blocks = new ScaledBlocks(new Numbers(9, width), halved(width), WORKERS, memory)) {
            for (int pass = 0; pass < 2; pass++) {
                List<Long> counts = new ArrayList<>();
                blocks.each((first, features) -> {
                    counts.add(features.size(0));
                    for (int row = 0; row < features.size(0); row++) {
                        assertThat(features.getDouble(row, 1)).isEqualTo((first + row + 1) / 2.0);
                    }
                });
                assertThat(counts).containsExactly(4L, 4L, 1L);
            }
        }
    }

    @Test
    void passThatFailedLeavesNothingHalfMade() {
        int[] failures = {1};
        FeatureRows once = new FeatureRows() {
            @Override
            public int rows() {
                return 2;
            }

            @Override
            public int width() {
                return WIDE;
            }

            @Override
            public void read(int index, FloatBuffer target) {
                if (index == 1 && failures[0]-- > 0) {
                    throw new EnvironmentException("features", "must be readable", "none", "");
                }
                target.put(new float[WIDE]);
            }
        };
        try (ScaledBlocks blocks =
                new ScaledBlocks(once, new FeatureScaling(new double[WIDE], 1), WORKERS, Long.MAX_VALUE)) {
            assertThatThrownBy(() -> blocks.each((first, features) -> {})).isInstanceOf(EnvironmentException.class);

            List<Double> sums = new ArrayList<>();
            blocks.each((first, features) -> sums.add(features.sumNumber().doubleValue()));
            assertThat(sums).containsExactly(0.0, 0.0);
        }
    }

    @Test
    void noRowsGiveNoBlocks() {
        try (ScaledBlocks blocks = new ScaledBlocks(new Numbers(0, 3), halved(3), WORKERS, 0)) {
            blocks.each((first, features) -> {
                throw new AssertionError("a block of nothing");
            });
        }
    }
}
