package org.tl4j.data.internal.format;

/**
 * How the pixels of a bitmap lie in its file, checked.
 *
 * @param width columns
 * @param height rows
 * @param fromTop whether the first row is the topmost; usually it is the lowest
 * @param bits of a pixel: 1, 2, 4, 8, 16, 24 or 32
 * @param packing of the rows
 * @param masks which bits are red, green, blue and alpha; all 0 where that is as usual
 * @param palette where the colours begin
 * @param entries how many there are
 * @param entryBytes bytes of one: blue, green, red and perhaps another one without a meaning
 * @param pixels where the rows begin
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
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
    /** How rows are packed. */
    public enum Packing {
        /** Not at all; each fills whole groups of four bytes. */
        NONE,
        /** Run lengths of bytes. */
        RUNS_OF_8,
        /** Run lengths of half bytes. */
        RUNS_OF_4;

        static Packing of(int compression) {
            return compression == 0 ? NONE : compression == 1 ? RUNS_OF_8 : RUNS_OF_4;
        }
    }

    /** Bytes of a row that is not packed. */
    public long rowBytes() {
        return ((long) width * bits + 31) / 32 * 4;
    }
}
