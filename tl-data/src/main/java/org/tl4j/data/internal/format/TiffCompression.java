package org.tl4j.data.internal.format;

/** How the strips and tiles of a TIFF are compressed. */
public enum TiffCompression {
    /** Uncompressed. */
    NONE(1, 1),
    /** Modified Huffman of CCITT, one dimension. */
    FAX_RLE(2, 1 << 12),
    /** CCITT group 3. */
    FAX_G3(3, 1 << 12),
    /** CCITT group 4. */
    FAX_G4(4, 1 << 16),
    /** Lempel, Ziv and Welch, most significant bit first. */
    LZW(5, 1 << 12),
    /** JPEG by TIFF technical note 2. */
    JPEG(7, 1 << 12),
    /** zlib, with Adobe's code number. */
    DEFLATE(8, 1100),
    /** zlib, with the older code number. */
    OLD_DEFLATE(32946, 1100),
    /** Run-length encoding of bytes. */
    PACK_BITS(32773, 64);

    private final int code;
    private final int ratio;

    TiffCompression(int code, int ratio) {
        this.code = code;
        this.ratio = ratio;
    }

    /** Whether the compression is for black and white images only. */
    public boolean isFax() {
        return this == FAX_RLE || this == FAX_G3 || this == FAX_G4;
    }

    /** Whether each part goes to a decoder of whole files, which takes some time even for a part of one pixel. */
    boolean decodesPartsAsFiles() {
        return isFax() || this == JPEG;
    }

    /** Whether {@code packed} bytes can decompress to {@code unpacked} bytes. */
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
