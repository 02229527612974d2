package org.tl4j.data.internal.format;

/** The meaning of the samples of a TIFF (PhotometricInterpretation). */
public enum TiffColours {
    /** Grey, 0 is white. */
    WHITE_IS_ZERO(0, 1),
    /** Grey, 0 is black. */
    BLACK_IS_ZERO(1, 1),
    /** Red, green, blue. */
    RGB(2, 3),
    /** Indices into the colour map. */
    PALETTE(3, 1),
    /** Cyan, magenta, yellow, black. */
    CMYK(5, 4),
    /** Luma and two chroma differences; only inside JPEG parts. */
    YCBCR(6, 3),
    /** CIE L*a*b* under D50; a and b are signed. */
    LAB(8, 3);

    private final int code;
    private final int samples;

    TiffColours(int code, int samples) {
        this.code = code;
        this.samples = samples;
    }

    /** Samples per pixel, without alpha. */
    public int samples() {
        return samples;
    }

    static TiffColours of(long code) throws BrokenImageException {
        for (TiffColours colours : values()) {
            if (colours.code == code) {
                return colours;
            }
        }
        if (code == 32803 || code == 34892) {
            throw TiffHeader.raw();
        }
        throw TiffHeader.unsupported("colours of kind " + code);
    }
}
