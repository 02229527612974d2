package org.tl4j.data.internal.raster;

import java.util.Arrays;
import org.tl4j.data.internal.format.BrokenImageException;

/** Decompresses PackBits run-length encoding (TIFF 6.0, section 9). */
final class PackBits {
    private PackBits() {}

    /** Fills {@code target} and returns the number of bytes written. */
    static int unpack(byte[] packed, byte[] target) throws BrokenImageException {
        int at = 0;
        int filled = 0;
        while (at < packed.length && filled < target.length) {
            int count = packed[at++];
            if (count == -128) {
                continue;
            }
            int run = count >= 0 ? count + 1 : 1 - count;
            if (at + (count >= 0 ? run : 1) > packed.length) {
                throw TiffDecoder.damaged("its PackBits data ends in the middle of a run");
            }
            int room = Math.min(run, target.length - filled);
            if (count >= 0) {
                System.arraycopy(packed, at, target, filled, room);
                at += run;
            } else {
                Arrays.fill(target, filled, filled + room, packed[at++]);
            }
            filled += room;
        }
        return filled;
    }
}
