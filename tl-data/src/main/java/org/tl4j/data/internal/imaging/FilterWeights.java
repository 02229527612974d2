package org.tl4j.data.internal.imaging;

/**
 * The weights of one of Pillow's filters along one axis, for a range of output positions. It widens with the reduction,
 * so every input pixel counts (Pillow, src/libImaging/Resample.c). Weights are fixed-point with {@value #PRECISION} bits
 * after the point, rounded like Pillow's.
 */
final class FilterWeights {
    /** Bits after the point: of 32 bits, 8 are for the pixel and 2 are spare. */
    static final int PRECISION = 32 - 8 - 2;

    private final int[] start;
    private final int[][] weights;

    private FilterWeights(int[] start, int[][] weights) {
        this.start = start;
        this.weights = weights;
    }

    /**
     * Computes the weights of {@code count} output positions, starting at {@code first}.
     *
     * @param filter the filter
     * @param origin where the resized part of the input begins, in pixels; may be fractional
     * @param extent length of the resized part in pixels; may be fractional. Pixels outside it do not count
     * @param outputSize size of the whole output, which contains the positions {@code first} to {@code first + count - 1}
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
            // a half is rounded away from zero
            rounded[x] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
        }
        return rounded;
    }

    /** The number of output positions. */
    int count() {
        return start.length;
    }

    /** The first input pixel that counts for an output position. */
    int start(int place) {
        return start[place];
    }

    /** The index after the last input pixel that counts for an output position. */
    int end(int place) {
        return start[place] + weights[place].length;
    }

    /** The weights of the input pixels from {@link #start(int)} on. */
    int[] weights(int place) {
        return weights[place];
    }

    /** Converts a sum of weighted pixels to a pixel, rounded and clipped to 0 to 255. */
    static int pixel(int sum) {
        return Math.min(Math.max(sum >> PRECISION, 0), 255);
    }
}
