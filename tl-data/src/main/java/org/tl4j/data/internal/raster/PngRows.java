package org.tl4j.data.internal.raster;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.tl4j.data.internal.format.BrokenImageException;

/** The rows of a PNG, decompressed and unfiltered (ISO/IEC 15948, clauses 9 and 10). Not thread-safe. */
final class PngRows implements AutoCloseable {
    private final Inflater inflater = new Inflater();
    private final Iterator<ByteBuffer> data;

    PngRows(List<ByteBuffer> data) {
        this.data = data.iterator();
    }

    /** Fills {@code row} with the next row; {@code above} is the row before, or zeros. */
    void next(byte[] row, byte[] above, int bytesPerPixel) throws BrokenImageException {
        byte[] filter = new byte[1];
        fill(filter);
        fill(row);
        switch (filter[0]) {
            case 0 -> {
                // No filter.
            }
            case 1 -> left(row, bytesPerPixel);
            case 2 -> up(row, above);
            case 3 -> average(row, above, bytesPerPixel);
            case 4 -> paeth(row, above, bytesPerPixel);
            default -> throw PngChunks.damaged("a row has an undefined filter");
        }
    }

    private void fill(byte[] target) throws BrokenImageException {
        try {
            int filled = 0;
            while (filled < target.length) {
                int count = inflater.inflate(target, filled, target.length - filled);
                if (count == 0 && !supply()) {
                    throw PngChunks.damaged("its compressed data ends before the picture is complete");
                }
                filled += count;
            }
        } catch (DataFormatException e) {
            throw invalid(e);
        }
    }

    private boolean supply() throws BrokenImageException {
        if (inflater.needsDictionary()) {
            throw PngChunks.damaged("its compressed data needs a dictionary");
        }
        if (inflater.finished() || !data.hasNext()) {
            return false;
        }
        inflater.setInput(data.next());
        return true;
    }

    /** Verifies the checksum after the last row; skipped if there is data beyond the rows, which is ignored. */
    void end() throws BrokenImageException {
        try {
            byte[] rest = new byte[1];
            while (!inflater.finished()) {
                if (inflater.inflate(rest) > 0) {
                    return;
                }
                if (!inflater.finished() && !supply()) {
                    throw PngChunks.damaged("its compressed data is truncated");
                }
            }
        } catch (DataFormatException e) {
            throw invalid(e);
        }
    }

    private static BrokenImageException invalid(DataFormatException cause) {
        BrokenImageException invalid =
                PngChunks.damaged("its compressed data is not valid (" + cause.getMessage() + ")");
        invalid.initCause(cause);
        return invalid;
    }

    private static void left(byte[] row, int step) {
        for (int i = step; i < row.length; i++) {
            row[i] += row[i - step];
        }
    }

    private static void up(byte[] row, byte[] above) {
        for (int i = 0; i < row.length; i++) {
            row[i] += above[i];
        }
    }

    private static void average(byte[] row, byte[] above, int step) {
        for (int i = 0; i < row.length; i++) {
            int left = i < step ? 0 : row[i - step] & 0xFF;
            row[i] += (byte) ((left + (above[i] & 0xFF)) >> 1);
        }
    }

    private static void paeth(byte[] row, byte[] above, int step) {
        for (int i = 0; i < Math.min(step, row.length); i++) {
            row[i] += above[i];
        }
        for (int i = step; i < row.length; i++) {
            int left = row[i - step] & 0xFF;
            int up = above[i] & 0xFF;
            int corner = above[i - step] & 0xFF;
            int toLeft = Math.abs(up - corner);
            int toUp = Math.abs(left - corner);
            int toCorner = Math.abs(left + up - 2 * corner);
            row[i] += (byte) (toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner);
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
