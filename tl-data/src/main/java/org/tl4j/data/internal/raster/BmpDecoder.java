package org.tl4j.data.internal.raster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tl4j.data.internal.format.BmpLayout;
import org.tl4j.data.internal.format.BmpLayout.Packing;
import org.tl4j.data.internal.format.BrokenImageException;

/** Decodes every kind of Windows bitmap that {@code BmpHeader} accepts. */
public final class BmpDecoder {
    private static final int FULL = 255;
    private static final int[] MASKS_OF_16 = {0x7C00, 0x03E0, 0x001F, 0};
    private static final int[] MASKS_OF_32 = {0xFF0000, 0xFF00, 0xFF, 0};

    private final ByteBuffer file;
    private final BmpLayout layout;
    private final int[] masks;
    private final Raster raster;

    private BmpDecoder(byte[] file, BmpLayout layout) {
        this.file = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        this.layout = layout;
        boolean usual = (layout.masks()[0] | layout.masks()[1] | layout.masks()[2]) == 0;
        this.masks = !usual ? layout.masks() : layout.bits() == 16 ? MASKS_OF_16 : MASKS_OF_32;
        this.raster = Raster.of(layout.width(), layout.height());
    }

    /** Decodes all pixels of a file of this layout. */
    public static Raster decode(byte[] file, BmpLayout layout) throws BrokenImageException {
        BmpDecoder decoder = new BmpDecoder(file, layout);
        if (layout.packing() == Packing.NONE) {
            for (int row = 0; row < layout.height(); row++) {
                decoder.plain(row);
            }
        } else {
            byte[] places = BmpRuns.unpack(file, layout);
            for (int row = 0; row < layout.height(); row++) {
                for (int x = 0; x < layout.width(); x++) {
                    decoder.entry(x, decoder.y(row), places[row * layout.width() + x] & FULL);
                }
            }
        }
        return decoder.raster;
    }

    private int y(int row) {
        return layout.fromTop() ? row : layout.height() - 1 - row;
    }

    private void plain(int row) {
        int start = (int) (layout.pixels() + row * layout.rowBytes());
        int y = y(row);
        for (int x = 0; x < layout.width(); x++) {
            switch (layout.bits()) {
                case 16 -> masked(x, y, Short.toUnsignedInt(file.getShort(start + 2 * x)));
                case 32 -> masked(x, y, file.getInt(start + 4 * x));
                case 24 -> {
                    int at = start + 3 * x;
                    raster.set(x, y, file.get(at + 2), file.get(at + 1), file.get(at));
                }
                default -> {
                    int bit = x * layout.bits();
                    int shift = 8 - layout.bits() - (bit & 7);
                    entry(x, y, file.get(start + (bit >> 3)) >> shift & ((1 << layout.bits()) - 1));
                }
            }
        }
    }

    /** A colour of the palette; black for an index without an entry. */
    private void entry(int x, int y, int place) {
        if (place < layout.entries()) {
            int at = layout.palette() + place * layout.entryBytes();
            raster.set(x, y, file.get(at + 2), file.get(at + 1), file.get(at));
        }
    }

    private void masked(int x, int y, int value) {
        int alpha = masks[3] == 0 ? FULL : channel(value, masks[3]);
        raster.set(
                x,
                y,
                Raster.onWhite(channel(value, masks[0]), alpha),
                Raster.onWhite(channel(value, masks[1]), alpha),
                Raster.onWhite(channel(value, masks[2]), alpha));
    }

    private static int channel(int value, int mask) {
        if (mask == 0) {
            return 0;
        }
        int shift = Integer.numberOfTrailingZeros(mask);
        long largest = Integer.toUnsignedLong(mask >>> shift);
        long sample = Integer.toUnsignedLong((value & mask) >>> shift);
        return (int) (sample * FULL / largest);
    }
}
