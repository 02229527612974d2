package org.tl4j.data.internal.raster;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.tl4j.data.internal.format.BrokenImageException;

/** Decompresses zlib data and verifies its checksum. */
final class Deflated {
    private Deflated() {}

    /**
     * Fills {@code target} and returns the number of bytes written. Further data is checked, counted as {@code surplus}
     * and dropped.
     */
    static int unpack(byte[] packed, byte[] target, Surplus surplus) throws BrokenImageException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            int filled = 0;
            while (filled < target.length && !inflater.finished()) {
                int count = inflater.inflate(target, filled, target.length - filled);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    break;
                }
                filled += count;
            }
            finish(inflater, surplus);
            return filled;
        } catch (DataFormatException e) {
            BrokenImageException damaged = TiffDecoder.damaged("its compressed data is not valid: " + e.getMessage());
            damaged.initCause(e);
            throw damaged;
        } finally {
            inflater.end();
        }
    }

    /** Reads to the checksum at the end. Rows below the image, which some writers add, are skipped. */
    private static void finish(Inflater inflater, Surplus surplus) throws DataFormatException, BrokenImageException {
        byte[] rest = new byte[1 << 12];
        while (!inflater.finished()) {
            int count = inflater.inflate(rest);
            if (count == 0 && !inflater.finished()) {
                throw TiffDecoder.damaged("its compressed data is truncated");
            }
            surplus.take(count);
        }
    }
}
