package org.tl4j.data.internal.imaging;

/**
 * The weights of one of Pillow's filters along one axis, for a run of output places: the filter grows with the reduction, so
 * that every pixel of the image counts (Pillow, src/libImaging/Resample.c). Weights are integers of {@value #PRECISION} bits
 * after the point, rounded as Pillow rounds them.
 */
final class FilterWeights {
    /** Bits after the point: 8 of a pixel and 2 to spare are left of 32. */
    static final int PRECISION = 32 - 8 - 2;

    private final int[] start;
    private final int[][] weights;

    private FilterWeights(int[] start, int[][] weights) {
        this.start = start;
        this.weights = weights;
    }

    /**
     * Weights for {@code count} output places from {@code first} on.
     *
     * @param filter which one
     * @param origin where the resized part of the input begins; the first pixel may be only partly there
     * @param extent how many pixels it is long; the last one may be only partly there. Nothing outside of it counts
     * @param outputSize the size of the whole output, whose places {@code first} to {@code first + count - 1} lie inside it
     */
    static FilterWeights of(
            ResamplingFilter filter, double origin, double extent, long outputSize, long first, int count) {
        int offset = (int) Math.floor(origin);
        double begin = origin - offset;
        int size = (int) Math.ceil(begin + extent);
        double scale = extent / outputSize;
        double stretch = Math.max(scale, 1.0);
        double support = filter.support() * stretch;
        int[] start = new int[count];
        int[][] weights = new int[count][];
        for (int i = 0; i < count; i++) {
            double center = begin + (first + i + 0.5) * scale;
            int from = Math.max((int) (center - support + 0.5), 0);
            int to = Math.min((int) (center + support + 0.5), size);
            start[i] = offset + from;
            weights[i] = weights(filter, from, to, center, 1.0 / stretch);
        }
        return new FilterWeights(start, weights);
    }

    private static int[] weights(ResamplingFilter filter, int from, int to, double center, double slope) {
        double[] exact = new double[to - from];
        double sum = 0;
        for (int x = 0; x < exact.length; x++) {
            exact[x] = filter.at((x + from - center + 0.5) * slope);
            sum += exact[x];
        }
        int[] rounded = new int[exact.length];
        for (int x = 0; x < exact.length; x++) {
            double weight = exact[x] / sum * (1 << PRECISION);
            // a half goes away from zero
            rounded[x] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
        }
        return rounded;
    }

    /** How many output places there are. */
    int count() {
        return start.length;
    }

    /** The first input pixel that counts for an output place. */
    int start(int place) {
        return start[place];
    }

    /** The input pixel behind the last one that counts for an output place. */
    int end(int place) {
        return start[place] + weights[place].length;
    }

    /** The weights of the input pixels from {@link #start(int)} on. */
    int[] weights(int place) {
        return weights[place];
    }

    /** A sum of weighted pixels as a pixel, rounded and kept in 0 to 255. */
    static int pixel(int sum) {
        return Math.min(Math.max(sum >> PRECISION, 0), 255);
    }
}
