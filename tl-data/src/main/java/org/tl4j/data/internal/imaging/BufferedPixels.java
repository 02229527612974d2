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

    BufferedPixels(BufferedImage image) {
        this.image = image;
        this.row = new int[image.getWidth()];
        boolean grey = image.getColorModel() instanceof ComponentColorModel model
                && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        // Java takes grey images for linear light and getRGB brightens them; a file holds the samples as they are.
        this.greyMaximum = grey ? (1 << image.getSampleModel().getSampleSize(0)) - 1 : 0;
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

    private void put(byte[] target, int x, int blue, int green, int red) {
        target[x * CHANNELS] = eightBits(blue);
        target[x * CHANNELS + 1] = eightBits(green);
        target[x * CHANNELS + 2] = eightBits(red);
    }

    private byte eightBits(int value) {
        return (byte) (greyMaximum > 255 ? (value * 255 + greyMaximum / 2) / greyMaximum : value);
    }

    @Override
    public void close() {
        // The image belongs to the caller.
    }
}
