package org.tl4j.data.internal.format;

/**
 * The checked layout of the pixels in a bitmap file.
 *
 * @param width columns
 * @param height rows
 * @param fromTop whether the first stored row is the top row; usually it is the bottom row
 * @param bits bits per pixel: 1, 2, 4, 8, 16, 24 or 32
 * @param packing how the rows are compressed
 * @param masks bit masks of red, green, blue and alpha; all 0 for the default masks
 * @param palette offset of the palette
 * @param entries number of palette entries
 * @param entryBytes bytes per palette entry: blue, green, red and possibly an unused byte
 * @param pixels offset of the first row
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record BmpLayout(
        int width,
        int height,
        boolean fromTop,
        int bits,
        Packing packing,
        int[] masks,
        int palette,
        int entries,
        int entryBytes,
        int pixels) {
    /** How rows are compressed. */
    public enum Packing {
        /** Uncompressed; each row is padded to a multiple of four bytes. */
        NONE,
        /** Run-length encoding of bytes. */
        RUNS_OF_8,
        /** Run-length encoding of half bytes. */
        RUNS_OF_4;

        static Packing of(int compression) {
            return compression == 0 ? NONE : compression == 1 ? RUNS_OF_8 : RUNS_OF_4;
        }
    }

    /** Bytes per uncompressed row. */
    public long rowBytes() {
        return ((long) width * bits + 31) / 32 * 4;
    }
}
