package org.tl4j.data.internal.raster;

import org.tl4j.data.internal.format.BrokenImageException;

/** Decodes PNG (ISO/IEC 15948) of every kind; samples are used as stored, without gamma. */
public final class PngDecoder {
    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int GREY_ALPHA = 4;
    private static final int RGB_ALPHA = 6;

    /** First column, first row, column step and row step of each pass of an interlaced image. */
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int[][] ONE_PASS = {{0, 0, 1, 1}};

    private final PngPixels pixels;
    private final int width;
    private final int height;
    private final int bitsPerPixel;
    private final int[][] passes;
    private final Raster raster;

    private PngDecoder(PngChunks chunks) throws BrokenImageException {
        width = chunks.header().getInt(0);
        height = chunks.header().getInt(4);
        int bits = chunks.header().get(8);
        int kind = chunks.header().get(9);
        int interlaced = chunks.header().get(12);
        boolean valid = switch (kind) {
            case GREY -> bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16;
            case PALETTE -> bits == 1 || bits == 2 || bits == 4 || bits == 8;
            case RGB, GREY_ALPHA, RGB_ALPHA -> bits == 8 || bits == 16;
            default -> false;
        };
        if (!valid || interlaced < 0 || interlaced > 1 || chunks.header().getShort(10) != 0) {
            throw PngChunks.damaged("its header holds undefined values");
        }
        int samples = switch (kind) {
            case RGB -> 3;
            case GREY_ALPHA -> 2;
            case RGB_ALPHA -> 4;
            default -> 1;
        };
        bitsPerPixel = bits * samples;
        passes = interlaced == 1 ? PASSES : ONE_PASS;
        raster = Raster.of(width, height);
        boolean alpha = kind == GREY_ALPHA || kind == RGB_ALPHA;
        pixels = new PngPixels(chunks, bits, samples, kind == PALETTE, alpha, raster);
    }

    /** Decodes all pixels of a file whose header has been checked. */
    public static Raster decode(byte[] file) throws BrokenImageException {
        PngChunks chunks = PngChunks.of(file);
        PngDecoder decoder = new PngDecoder(chunks);
        try (PngRows rows = new PngRows(chunks.data())) {
            for (int[] pass : decoder.passes) {
                decoder.pass(rows, pass);
            }
            rows.end();
        }
        return decoder.raster;
    }

    private void pass(PngRows rows, int[] pass) throws BrokenImageException {
        int columns = (width - pass[0] + pass[2] - 1) / pass[2];
        if (columns <= 0) {
            return;
        }
        byte[] row = new byte[(int) (((long) columns * bitsPerPixel + 7) / 8)];
        byte[] above = new byte[row.length];
        for (int y = pass[1]; y < height; y += pass[3]) {
            rows.next(row, above, Math.max(1, bitsPerPixel / 8));
            pixels.row(row, columns, pass[0], pass[2], y);
            byte[] other = above;
            above = row;
            row = other;
        }
    }
}
