package org.tl4j.data.internal.imaging;

/** ITU-R 601 luma in 16-bit fixed point, as in Pillow's mode L; a grey pixel keeps its value. */
final class Luma {
    private Luma() {}

    /** The luma of a pixel, from 0 to 255. */
    static int of(int red, int green, int blue) {
        return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
    }
}
