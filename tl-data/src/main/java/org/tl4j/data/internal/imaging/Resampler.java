package org.tl4j.data.internal.imaging;

import java.util.Arrays;

/**
 * Resizes like Pillow, first along rows and then along columns with 8-bit values between, but computes only the window that
 * the network sees. Input rows are read one by one and added to the output rows in which they count, so the memory that is
 * needed depends only on the window, not on the image.
 */
final class Resampler {
    private static final int HALF = 1 << (FilterWeights.PRECISION - 1);

    private Resampler() {}

    /** The window as bytes [height, width, blue green red]; positions outside the image are 0. */
    static byte[] resample(Pixels pixels, Window window) {
        int left = (int) Math.max(0, -window.left());
        int top = (int) Math.max(0, -window.top());
        int columns = (int) Math.min(window.width() - left, window.resizedWidth());
        int rows = (int) Math.min(window.height() - top, window.resizedHeight());
        double reduction = pixels.reduction();
        ResamplingFilter filter = ResamplingFilter.of(window.interpolation());
        FilterWeights across = FilterWeights.of(
                filter,
                pixels.left() + window.source().left() / reduction,
                window.source().width() / reduction,
                window.resizedWidth(),
                Math.max(0, window.left()),
                columns);
        FilterWeights down = FilterWeights.of(
                filter,
                pixels.top() + window.source().top() / reduction,
                window.source().height() / reduction,
                window.resizedHeight(),
                Math.max(0, window.top()),
                rows);
        int[][] sums = sums(pixels, across, down);
        byte[] output = new byte[window.width() * window.height() * Pixels.CHANNELS];
        for (int row = 0; row < rows; row++) {
            int at = ((top + row) * window.width() + left) * Pixels.CHANNELS;
            for (int sum : sums[row]) {
                output[at++] = (byte) FilterWeights.pixel(sum);
            }
        }
        return output;
    }

    private static int[][] sums(Pixels pixels, FilterWeights across, FilterWeights down) {
        int[][] sums = new int[down.count()][across.count() * Pixels.CHANNELS];
        for (int[] row : sums) {
            Arrays.fill(row, HALF);
        }
        byte[] source = new byte[pixels.width() * Pixels.CHANNELS];
        int[] narrowed = new int[across.count() * Pixels.CHANNELS];
        int first = 0;
        for (int y = down.start(0); y < down.end(down.count() - 1); y++) {
            pixels.copyRow(y, source);
            narrow(source, across, narrowed);
            while (down.end(first) <= y) {
                first++;
            }
            for (int row = first; row < down.count() && down.start(row) <= y; row++) {
                if (y < down.end(row)) {
                    add(narrowed, down.weights(row)[y - down.start(row)], sums[row]);
                }
            }
        }
        return sums;
    }

    private static void narrow(byte[] source, FilterWeights across, int[] target) {
        for (int place = 0; place < across.count(); place++) {
            int blue = HALF;
            int green = HALF;
            int red = HALF;
            int at = across.start(place) * Pixels.CHANNELS;
            for (int weight : across.weights(place)) {
                blue += weight * (source[at] & 0xFF);
                green += weight * (source[at + 1] & 0xFF);
                red += weight * (source[at + 2] & 0xFF);
                at += Pixels.CHANNELS;
            }
            target[place * Pixels.CHANNELS] = FilterWeights.pixel(blue);
            target[place * Pixels.CHANNELS + 1] = FilterWeights.pixel(green);
            target[place * Pixels.CHANNELS + 2] = FilterWeights.pixel(red);
        }
    }

    /** The compiler turns a loop of this form into vector instructions. */
    private static void add(int[] values, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * values[i];
        }
    }
}
