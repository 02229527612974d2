package org.tl4j.strategies.training;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * All random choices of a run as functions of its seed and the position in the run, so that a resumed run needs no
 * saved generator state.
 *
 * @param seed of the run
 */
record Seeds(long seed) {
    /** The order of all examples in an epoch, different in each epoch. */
    int[] order(int epoch, int count) {
        SplittableRandom random = new SplittableRandom(of(epoch, -1));
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }

    /** The seed of random changes to one example, or to one batch, in an epoch. */
    long of(int epoch, long number) {
        // the finaliser of SplittableRandom mixes the bits; odd factors separate different positions
        return new SplittableRandom(
                        seed * 0x9E3779B97F4A7C15L + epoch * 0xC2B2AE3D27D4EB4FL + number * 0x165667B19E3779F9L)
                .nextLong();
    }
}
