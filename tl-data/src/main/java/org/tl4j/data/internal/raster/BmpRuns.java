package org.tl4j.data.internal.raster;

import org.tl4j.data.internal.format.BmpLayout;
import org.tl4j.data.internal.format.BmpLayout.Packing;
import org.tl4j.data.internal.format.BrokenImageException;

/** Decodes the run-length encoding of a bitmap. */
final class BmpRuns {
    private final byte[] file;
    private final BmpLayout layout;
    private final boolean half;
    private final byte[] places;
    private int at;
    private int x;
    private int row;

    private BmpRuns(byte[] file, BmpLayout layout) {
        this.file = file;
        this.layout = layout;
        this.half = layout.packing() == Packing.RUNS_OF_4;
        this.at = layout.pixels();
        this.places = new byte[Math.multiplyExact(layout.width(), layout.height())];
    }

    /** Palette indices, row by row as they are stored; skipped pixels are 0. */
    static byte[] unpack(byte[] file, BmpLayout layout) throws BrokenImageException {
        BmpRuns runs = new BmpRuns(file, layout);
        boolean more = true;
        while (more) {
            more = runs.step();
        }
        return runs.places;
    }

    private boolean step() throws BrokenImageException {
        int count = next();
        int value = next();
        if (count > 0) {
            for (int i = 0; i < count; i++) {
                put(half ? (i % 2 == 0 ? value >> 4 : value & 15) : value);
            }
            return true;
        }
        switch (value) {
            case 0 -> {
                x = 0;
                row++;
            }
            case 1 -> {
                return false;
            }
            case 2 -> {
                x += next();
                row += next();
            }
            default -> {
                int from = at;
                for (int i = 0; i < value; i++) {
                    if (half) {
                        int both = i % 2 == 0 ? next() : file[at - 1] & 0xFF;
                        put(i % 2 == 0 ? both >> 4 : both & 15);
                    } else {
                        put(next());
                    }
                }
                at += at - from & 1;
            }
        }
        if (row > layout.height()) {
            throw damaged("its runs leave the image");
        }
        return true;
    }

    private void put(int value) throws BrokenImageException {
        if (x >= layout.width() || row >= layout.height()) {
            throw damaged("its runs leave the image");
        }
        places[row * layout.width() + x++] = (byte) value;
    }

    private int next() throws BrokenImageException {
        if (at >= file.length) {
            throw BrokenImageException.corrupt("is truncated: it ends in the middle of its runs");
        }
        return file[at++] & 0xFF;
    }

    private static BrokenImageException damaged(String how) {
        return BrokenImageException.corrupt("is a damaged BMP: " + how);
    }
}
