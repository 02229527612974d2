package org.tl4j.data.internal.imaging;

import org.tl4j.core.inspection.PixelMeasures;
import org.tl4j.core.preprocessing.ImageSize;

/** Sums over the pixels of an image of a few ten thousand pixels. */
final class PixelStatistics {
    private static final double MOST = 255;
    private static final int VALUES = 256;
    private static final double TAIL = 0.05;

    private final byte[] pixels;
    private final int width;
    private final int height;
    private final int[] luma;
    private final int[] histogram = new int[VALUES];

    /**
     * Of pixels [height, width, blue green red].
     *
     * @param size columns and rows
     */
    PixelStatistics(byte[] pixels, ImageSize size) {
        this.pixels = pixels;
        this.width = size.width();
        this.height = size.height();
        this.luma = new int[width * height];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = Luma.of(channel(i, Pixels.RED), channel(i, Pixels.GREEN), channel(i, Pixels.BLUE));
            histogram[luma[i]]++;
        }
    }

    /** Of an image whose file has {@code bytes} bytes in {@code format}. */
    PixelMeasures measures(ImageSize size, String format, long bytes) {
        double mean = 0;
        double squares = 0;
        for (int value = 0; value < VALUES; value++) {
            mean += (double) value * histogram[value] / luma.length;
            squares += (double) value * value * histogram[value] / luma.length;
        }
        double variance = Math.max(0, squares - mean * mean);
        return new PixelMeasures(
                size,
                format,
                bytes,
                variance == 0 ? 0 : laplacianVariance() / variance,
                mean / MOST,
                quantile(TAIL),
                quantile(1 - TAIL),
                Math.sqrt(variance) / MOST,
                mean(Pixels.RED),
                mean(Pixels.GREEN),
                mean(Pixels.BLUE));
    }

    private int channel(int pixel, int channel) {
        return pixels[pixel * Pixels.CHANNELS + channel] & 0xFF;
    }

    private double mean(int channel) {
        long sum = 0;
        for (int i = 0; i < luma.length; i++) {
            sum += channel(i, channel);
        }
        return sum / MOST / luma.length;
    }

    private double quantile(double share) {
        long below = 0;
        int value = 0;
        while (value < VALUES - 1 && (below += histogram[value]) < share * luma.length) {
            value++;
        }
        return value / MOST;
    }

    /** Of the Laplacian of four neighbours, without the outermost pixels. */
    private double laplacianVariance() {
        long sum = 0;
        long squares = 0;
        long count = (long) Math.max(0, width - 2) * Math.max(0, height - 2);
        for (int y = 1; y < height - 1; y++) {
            for (int i = y * width + 1; i < y * width + width - 1; i++) {
                int value = luma[i - 1] + luma[i + 1] + luma[i - width] + luma[i + width] - 4 * luma[i];
                sum += value;
                squares += (long) value * value;
            }
        }
        if (count == 0) {
            return 0;
        }
        double mean = (double) sum / count;
        return (double) squares / count - mean * mean;
    }
}
