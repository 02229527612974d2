package org.tl4j.data.internal.raster;

import java.nio.ByteOrder;
import org.tl4j.data.internal.format.TiffAlpha;
import org.tl4j.data.internal.format.TiffLayout;

/** Converts decompressed rows to pixels. Not thread-safe. */
final class TiffPixels {
    private static final int FULL = 255;

    private final TiffLayout layout;
    private final Raster raster;
    private final int largest;
    private final boolean little;
    private final int[] samples;
    private final byte[] map;

    TiffPixels(TiffLayout layout, Raster raster) {
        this.layout = layout;
        this.raster = raster;
        this.largest = (1 << layout.bits()) - 1;
        this.little = layout.order() == ByteOrder.LITTLE_ENDIAN;
        this.samples = new int[layout.samples()];
        this.map = eightBits(layout.colourMap());
    }

    /** Maps have 16 bits by the standard; if all values are small, the writer used 8 bits (libtiff does the same). */
    private static byte[] eightBits(long[] map) {
        boolean wide = false;
        for (long value : map) {
            wide |= value > FULL;
        }
        byte[] eight = new byte[map.length];
        for (int i = 0; i < map.length; i++) {
            eight[i] = (byte) (wide ? map[i] >> 8 : map[i]);
        }
        return eight;
    }

    /** Sets pixels of a row from the bytes of its planes, which begin at {@code start}. */
    void row(byte[][] planes, int start, int left, int y, int width) {
        int together = layout.samplesTogether();
        for (int x = 0; x < width; x++) {
            for (int i = 0; i < samples.length; i++) {
                byte[] plane = planes[planes.length == 1 ? 0 : i];
                samples[i] = sample(plane, start, planes.length == 1 ? x * together + i : x);
            }
            pixel(left + x, y);
        }
    }

    private int sample(byte[] plane, int start, int index) {
        return switch (layout.bits()) {
            case 8 -> plane[start + index] & FULL;
            case 16 -> TiffDecoder.sample(plane, start + 2 * index, little);
            default -> {
                int bit = index * layout.bits();
                int shift = 8 - layout.bits() - (bit & 7);
                yield plane[start + (bit >> 3)] >> shift & largest;
            }
        };
    }

    private void pixel(int x, int y) {
        int first = Raster.eightBits(samples[0], largest);
        switch (layout.colours()) {
            case WHITE_IS_ZERO -> blended(x, y, FULL - first, FULL - first, FULL - first);
            case BLACK_IS_ZERO -> blended(x, y, first, first, first);
            case RGB, YCBCR ->
                blended(x, y, first, Raster.eightBits(samples[1], largest), Raster.eightBits(samples[2], largest));
            case PALETTE -> {
                int place = samples[0];
                int size = map.length / 3;
                raster.set(x, y, map[place], map[size + place], map[2 * size + place]);
            }
            case CMYK -> {
                int light = FULL - Raster.eightBits(samples[3], largest);
                raster.set(x, y, ink(samples[0], light), ink(samples[1], light), ink(samples[2], light));
            }
            case LAB -> {
                int rgb = Lab.toRgb(samples[0], (byte) samples[1], (byte) samples[2]);
                raster.set(x, y, rgb >> 16, rgb >> 8, rgb);
            }
        }
    }

    /** Converts CMYK as Pillow does, without a colour profile. */
    private int ink(int sample, int light) {
        int ink = Raster.eightBits(sample, largest);
        return light - (ink * light + FULL / 2) / FULL;
    }

    private void blended(int x, int y, int red, int green, int blue) {
        if (layout.alpha() == TiffAlpha.NONE) {
            raster.set(x, y, red, green, blue);
            return;
        }
        int alpha = Raster.eightBits(samples[layout.colours().samples()], largest);
        if (layout.alpha() == TiffAlpha.UNASSOCIATED) {
            raster.set(x, y, Raster.onWhite(red, alpha), Raster.onWhite(green, alpha), Raster.onWhite(blue, alpha));
        } else {
            int white = FULL - alpha;
            raster.set(x, y, Math.min(FULL, red + white), Math.min(FULL, green + white), Math.min(FULL, blue + white));
        }
    }
}
