package org.tl4j.data.internal.imaging;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import org.tl4j.data.internal.raster.Raster;

/** The pixels of an image in memory, equal to what its PNG file decodes to. */
final class BufferedPixels implements Pixels {
    private final BufferedImage image;
    private final int[] row;
    private final int greyMaximum;
    private final int[] opacity;
    private final int opacityMaximum;

    BufferedPixels(BufferedImage image) {
        this.image = image;
        this.row = new int[image.getWidth()];
        boolean grey = image.getColorModel() instanceof ComponentColorModel model
                && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        // Java treats grey images as linear light and getRGB brightens them; a file holds the samples as they are.
        this.greyMaximum = grey ? (1 << image.getSampleModel().getSampleSize(0)) - 1 : 0;
        boolean alpha = grey && image.getColorModel().hasAlpha();
        this.opacity = new int[alpha ? image.getWidth() : 0];
        this.opacityMaximum = alpha ? (1 << image.getSampleModel().getSampleSize(1)) - 1 : 0;
    }

    @Override
    public int width() {
        return image.getWidth();
    }

    @Override
    public int height() {
        return image.getHeight();
    }

    @Override
    public int reduction() {
        return 1;
    }

    @Override
    public void copyRow(int y, byte[] target) {
        if (greyMaximum > 0) {
            image.getRaster().getSamples(0, y, width(), 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                row[x] = eightBits(row[x], greyMaximum);
            }
            if (opacityMaximum > 0) {
                onWhite(y);
            }
            for (int x = 0; x < row.length; x++) {
                put(target, x, row[x], row[x], row[x]);
            }
            return;
        }
        image.getRGB(0, y, width(), 1, row, 0, width());
        for (int x = 0; x < row.length; x++) {
            int alpha = row[x] >>> 24;
            put(target, x, seen(row[x], alpha), seen(row[x] >> 8, alpha), seen(row[x] >> 16, alpha));
        }
    }

    private static int seen(int value, int alpha) {
        return Raster.onWhite(value & 0xFF, alpha);
    }

    /** Blends a row of grey values with white; premultiplied values are already multiplied by alpha. */
    private void onWhite(int y) {
        image.getRaster().getSamples(0, y, width(), 1, 1, opacity);
        boolean premultiplied = image.isAlphaPremultiplied();
        for (int x = 0; x < row.length; x++) {
            int alpha = eightBits(opacity[x], opacityMaximum);
            row[x] = premultiplied ? Math.min(255, row[x] + 255 - alpha) : Raster.onWhite(row[x], alpha);
        }
    }

    private static void put(byte[] target, int x, int blue, int green, int red) {
        target[x * CHANNELS] = (byte) blue;
        target[x * CHANNELS + 1] = (byte) green;
        target[x * CHANNELS + 2] = (byte) red;
    }

    private static int eightBits(int value, int maximum) {
        return maximum > 255 ? (value * 255 + maximum / 2) / maximum : value;
    }

    @Override
    public void close() {
        // The image belongs to the caller.
    }
}
