package org.tl4j.data.internal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The formats that are recognised by their first bytes. The file name does not matter. */
public enum ImageFormat {
    /** ISO/IEC 10918. */
    JPEG,
    /** Portable network graphics. */
    PNG,
    /** Windows bitmap. */
    BMP,
    /** TIFF 6.0. */
    TIFF,
    /** RIFF container with VP8 or VP8L data. */
    WEBP;

    /** The number of first bytes that {@link #of(byte[])} looks at. */
    static final int SIGNATURE_BYTES = 18;

    private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int RIFF = 0x52494646;
    private static final int WEBP_TAG = 0x57454250;
    private static final int TIFF_LITTLE = 0x49492A00;
    private static final int TIFF_BIG = 0x4D4D002A;

    /** Sizes of the second header of a bitmap; "BM" alone also begins many text files. */
    private static final Set<Integer> BITMAP_HEADERS = Set.of(12, 16, 40, 52, 56, 64, 108, 124);

    private static final Set<String> EXTENSIONS = Set.of(
            "jpg", "jpeg", "jpe", "jfif", "png", "bmp", "dib", "tif", "tiff", "webp", "gif", "heic", "heif", "avif",
            "jp2", "j2k", "jpx", "jxl", "jxr", "btf", "tf8", "dng", "cr2", "cr3", "nef", "arw", "raf", "orf", "rw2",
            "psd", "svg", "ico", "ppm", "pgm", "pbm", "pnm", "exr", "hdr");

    /** Extensions of files that often lie beside photos: the icon of a folder, the logo of a page. */
    private static final Set<String> DRAWINGS = Set.of("psd", "svg", "ico");

    /** The format whose signature {@code head}, the first bytes of a file, begins with. */
    static Optional<ImageFormat> of(byte[] head) {
        ByteBuffer padded = ByteBuffer.wrap(Arrays.copyOf(head, SIGNATURE_BYTES));
        int first = padded.getInt(0);
        if (first >>> 8 == 0xFFD8FF) {
            return Optional.of(JPEG);
        }
        if (padded.getLong(0) == PNG_SIGNATURE) {
            return Optional.of(PNG);
        }
        if (first == RIFF && padded.getInt(8) == WEBP_TAG) {
            return Optional.of(WEBP);
        }
        if (first == TIFF_LITTLE || first == TIFF_BIG) {
            return Optional.of(TIFF);
        }
        int headerSize = padded.order(ByteOrder.LITTLE_ENDIAN).getInt(14);
        return first >>> 16 == 0x424D && BITMAP_HEADERS.contains(headerSize) ? Optional.of(BMP) : Optional.empty();
    }

    /** As {@link #hasImageExtension}, but false for drawings. */
    public static boolean hasPhotoExtension(String fileName) {
        return hasImageExtension(fileName) && !DRAWINGS.contains(extension(fileName));
    }

    /** Whether the extension of a file name is that of an image, so that other content in it is worth reporting. */
    public static boolean hasImageExtension(String fileName) {
        return EXTENSIONS.contains(extension(fileName));
    }

    private static String extension(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
