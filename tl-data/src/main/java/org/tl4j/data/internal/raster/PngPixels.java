package org.tl4j.data.internal.raster;

import java.nio.ByteBuffer;
import org.tl4j.data.internal.format.BrokenImageException;

/** Converts rows of a PNG to pixels. Not thread-safe. */
final class PngPixels {
    private static final int FULL = 255;

    private final int bits;
    private final int samples;
    private final boolean palette;
    private final boolean alpha;
    private final Raster raster;
    private final int largest;
    private final byte[] colours;
    private final int[] transparent;
    private final int[] values;

    PngPixels(PngChunks chunks, int bits, int samples, boolean palette, boolean alpha, Raster raster)
            throws BrokenImageException {
        this.bits = bits;
        this.samples = samples;
        this.palette = palette;
        this.alpha = alpha;
        this.raster = raster;
        this.largest = (1 << bits) - 1;
        this.values = new int[samples];
        this.colours = palette ? onWhite(chunks) : new byte[0];
        this.transparent = palette || alpha ? new int[0] : transparent(chunks.transparency());
    }

    /** The palette blended with white; missing entries are black. */
    private static byte[] onWhite(PngChunks chunks) throws BrokenImageException {
        byte[] palette = chunks.palette();
        if (palette.length == 0 || palette.length % 3 != 0 || palette.length > 3 * 256) {
            throw PngChunks.damaged("its palette has " + palette.length + " bytes");
        }
        byte[] seen = new byte[3 * 256];
        for (int i = 0; i < palette.length; i++) {
            int opacity = i / 3 < chunks.transparency().length ? chunks.transparency()[i / 3] & FULL : FULL;
            seen[i] = (byte) Raster.onWhite(palette[i] & FULL, opacity);
        }
        return seen;
    }

    /** The one colour that is transparent, if there is one. */
    private int[] transparent(byte[] chunk) throws BrokenImageException {
        if (chunk.length == 0) {
            return new int[0];
        }
        if (chunk.length != 2 * samples) {
            throw PngChunks.damaged("its transparent colour has " + chunk.length + " bytes");
        }
        int[] colour = new int[samples];
        for (int i = 0; i < samples; i++) {
            colour[i] = ByteBuffer.wrap(chunk).getShort(2 * i) & largest;
        }
        return colour;
    }

    /** Sets the pixels of a row, or of one interlacing pass over it. */
    void row(byte[] row, int columns, int left, int step, int y) {
        for (int i = 0; i < columns; i++) {
            int x = left + i * step;
            for (int sample = 0; sample < samples; sample++) {
                values[sample] = sample(row, i * samples + sample);
            }
            pixel(x, y);
        }
    }

    private int sample(byte[] row, int index) {
        return switch (bits) {
            case 8 -> row[index] & FULL;
            case 16 -> (row[2 * index] & FULL) << 8 | (row[2 * index + 1] & FULL);
            default -> {
                int bit = index * bits;
                yield row[bit >> 3] >> (8 - bits - (bit & 7)) & largest;
            }
        };
    }

    private void pixel(int x, int y) {
        if (palette) {
            int at = 3 * values[0];
            raster.set(x, y, colours[at], colours[at + 1], colours[at + 2]);
            return;
        }
        boolean colour = samples > 2;
        int red = Raster.eightBits(values[0], largest);
        int green = colour ? Raster.eightBits(values[1], largest) : red;
        int blue = colour ? Raster.eightBits(values[2], largest) : red;
        if (alpha) {
            int opacity = Raster.eightBits(values[samples - 1], largest);
            raster.set(
                    x, y, Raster.onWhite(red, opacity), Raster.onWhite(green, opacity), Raster.onWhite(blue, opacity));
        } else if (isTransparent()) {
            raster.set(x, y, FULL, FULL, FULL);
        } else {
            raster.set(x, y, red, green, blue);
        }
    }

    private boolean isTransparent() {
        if (transparent.length == 0) {
            return false;
        }
        for (int i = 0; i < samples; i++) {
            if (values[i] != transparent[i]) {
                return false;
            }
        }
        return true;
    }
}
