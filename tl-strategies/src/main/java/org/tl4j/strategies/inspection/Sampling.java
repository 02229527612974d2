package org.tl4j.strategies.inspection;

import java.util.stream.IntStream;

/** Takes some of many, at even distances, so that all classes are there in an ordered list. */
final class Sampling {
    private Sampling() {}

    /** At most {@code most} of the indices below {@code count}, in their order. */
    static int[] evenly(int count, int most) {
        int taken = Math.min(count, most);
        return IntStream.range(0, taken)
                .map(i -> (int) ((long) i * count / taken))
                .toArray();
    }
}
