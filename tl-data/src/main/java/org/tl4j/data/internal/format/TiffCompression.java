package org.tl4j.data.internal.format;

/** How the parts of a TIFF are packed. */
public enum TiffCompression {
    /** Not at all. */
    NONE(1, 1),
    /** Modified Huffman of CCITT, one dimension. */
    FAX_RLE(2, 1 << 12),
    /** CCITT group 3. */
    FAX_G3(3, 1 << 12),
    /** CCITT group 4. */
    FAX_G4(4, 1 << 16),
    /** Lempel, Ziv and Welch, most significant bit first. */
    LZW(5, 1 << 12),
    /** JPEG as of TIFF technical note 2. */
    JPEG(7, 1 << 12),
    /** zlib, by Adobe's code. */
    DEFLATE(8, 1100),
    /** zlib, by the older code. */
    OLD_DEFLATE(32946, 1100),
    /** Run lengths of bytes. */
    PACK_BITS(32773, 64);

    private final int code;
    private final int ratio;

    TiffCompression(int code, int ratio) {
        this.code = code;
        this.ratio = ratio;
    }

    /** Whether it packs black and white alone. */
    public boolean isFax() {
        return this == FAX_RLE || this == FAX_G3 || this == FAX_G4;
    }

    /** Whether each part is handed to a decoder of whole files, which takes some time even for a part of one pixel. */
    boolean decodesPartsAsFiles() {
        return isFax() || this == JPEG;
    }

    /** Whether {@code packed} bytes can become {@code unpacked}. */
    boolean canGive(long unpacked, long packed) {
        return unpacked <= packed * ratio;
    }

    static TiffCompression of(long code) throws BrokenImageException {
        for (TiffCompression compression : values()) {
            if (compression.code == code) {
                return compression;
            }
        }
        throw TiffHeader.unsupported(
                switch ((int) Math.min(code, Integer.MAX_VALUE)) {
                    case 6 -> "old JPEG compression";
                    case 34925 -> "LZMA compression";
                    case 50000 -> "Zstandard compression";
                    case 50001 -> "WebP compression";
                    case 33003, 33005, 34712 -> "JPEG 2000 compression";
                    case 34713 -> "the compression of camera raw images (NEF)";
                    default -> "compression of kind " + code;
                });
    }
}
