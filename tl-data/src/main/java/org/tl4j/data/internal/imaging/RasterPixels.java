package org.tl4j.data.internal.imaging;

import org.tl4j.data.internal.raster.Raster;

/** The pixels of a raster, made upright by the EXIF orientation while they are copied. */
record RasterPixels(Raster raster, int orientation) implements Pixels {
    @Override
    public int width() {
        return sideways() ? raster.height() : raster.width();
    }

    @Override
    public int height() {
        return sideways() ? raster.width() : raster.height();
    }

    private boolean sideways() {
        return orientation >= 5;
    }

    @Override
    public int reduction() {
        return 1;
    }

    @Override
    public void copyRow(int row, byte[] target) {
        int stored = raster.width() * CHANNELS;
        int bottom = raster.height() - 1;
        int right = raster.width() - 1;
        if (orientation == 1) {
            System.arraycopy(raster.pixels(), row * stored, target, 0, stored);
            return;
        }
        // The index of the first pixel of the upright row, and the step to the next.
        int start = switch (orientation) {
            case 2 -> row * stored + right * CHANNELS;
            case 3 -> (bottom - row) * stored + right * CHANNELS;
            case 4 -> (bottom - row) * stored;
            case 5 -> row * CHANNELS;
            case 6 -> bottom * stored + row * CHANNELS;
            case 7 -> bottom * stored + (right - row) * CHANNELS;
            default -> (right - row) * CHANNELS;
        };
        int step = switch (orientation) {
            case 2, 3 -> -CHANNELS;
            case 4 -> CHANNELS;
            case 5, 8 -> stored;
            default -> -stored;
        };
        int at = start;
        for (int i = 0; i < width() * CHANNELS; i += CHANNELS) {
            target[i] = raster.pixels()[at];
            target[i + 1] = raster.pixels()[at + 1];
            target[i + 2] = raster.pixels()[at + 2];
            at += step;
        }
    }

    @Override
    public void close() {
        // Uses Java memory only.
    }
}
