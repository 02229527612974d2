package org.tl4j.data.internal.imaging;

/** ITU-R 601 luma in 16-bit fixed point, as Pillow's mode L has it; a grey pixel stays what it is. */
final class Luma {
    private Luma() {}

    /** Of a pixel, from 0 to 255. */
    static int of(int red, int green, int blue) {
        return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
    }
}
