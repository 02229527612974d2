package org.tl4j.data.internal.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A file format that is not decoded here, but often occurs in place of an image. It is recognised by its first bytes, so
 * that the message can say what the file is and what to do.
 *
 * @param image whether it is a photo, which the user expects to be used whatever its name is; drawings and documents
 *     may lie beside photos for other reasons
 * @param reason what it is and how to convert it; the text follows a name in a message
 */
record UnsupportedFormat(boolean image, String reason) {
    /** The number of first bytes that {@link #of(byte[])} looks at. */
    static final int BYTES = 512;

    private static final String CONVERT = ", which is not decoded here; convert it to JPEG or PNG";
    private static final String NOT_AN_IMAGE = ", not an image";

    /** Signatures and the formats they stand for; {@code ?} is any byte. */
    private record Signature(String bytes, UnsupportedFormat format) {}

    private static final List<Signature> SIGNATURES = List.of(
            image("GIF8", "a GIF"),
            image("II+\0", "a BigTIFF"),
            image("MM\0+", "a BigTIFF"),
            image("????ftypavi", "an AVIF image"),
            image("????ftyphei", "a HEIC image (as iPhones take them)"),
            image("????ftyphev", "a HEIC image (as iPhones take them)"),
            image("????ftypmif1", "a HEIF image (HEIC or AVIF)"),
            image("????ftypmsf1", "a HEIF image (HEIC or AVIF)"),
            image("????ftypcrx", "a camera raw image (CR3)"),
            image("????jP  \r\n", "a JPEG 2000 image"),
            image("\u00FFO\u00FFQ", "a JPEG 2000 image"),
            image("????JXL \r\n", "a JPEG XL image"),
            image("\u00FF\n", "a JPEG XL image"),
            image("II*\0????CR", "a camera raw image (CR2)"),
            image("IIRO", "a camera raw image (ORF)"),
            image("IIRS", "a camera raw image (ORF)"),
            image("MMOR", "a camera raw image (ORF)"),
            image("IIU\0", "a camera raw image (RW2) or a JPEG XR image"),
            image("II\u00BC", "a JPEG XR image"),
            image("FUJIFILMCCD-RAW", "a camera raw image (RAF)"),
            image("FOVb", "a camera raw image (X3F)"),
            document("8BPS", "a Photoshop document"),
            image("DDS ", "a DirectDraw surface"),
            document("\0\0\u0001\0", "an icon"),
            document("gimp xcf", "a GIMP document"),
            image("#?RADIANCE", "a Radiance HDR image"),
            image("v/1\u0001", "an OpenEXR image"),
            image("P1\n", "a portable bitmap"),
            image("P2\n", "a portable graymap"),
            image("P3\n", "a portable pixmap"),
            image("P4\n", "a portable bitmap"),
            image("P5\n", "a portable graymap"),
            image("P6\n", "a portable pixmap"),
            document("%!PS-Adobe", "a PostScript document"),
            document("%PDF-", "a PDF document"),
            other("????ftyp", "a video"),
            other("version https://git-lfs", "a Git LFS pointer; fetch the file itself with `git lfs pull`", ""),
            other("PK\u0003\u0004", "a zip"),
            other("\u001F\u008B", "a gzip archive"),
            other("Rar!", "a RAR archive"),
            other("7z\u00BC\u00AF", "a 7z archive"),
            other(
                    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                    "a file whose first bytes are all zero: a failed copy or download",
                    ""),
            other("{", "a JSON document or another text"),
            other("[", "a JSON document or another text"));

    /** The format whose signature {@code head}, the first bytes of a file, begins with. */
    static Optional<UnsupportedFormat> of(byte[] head) {
        String text = new String(head, ISO_8859_1);
        for (Signature signature : SIGNATURES) {
            if (begins(text, signature.bytes())) {
                return Optional.of(signature.format());
            }
        }
        return ofMarkup(text);
    }

    private static boolean begins(String text, String signature) {
        for (int i = 0; i < signature.length(); i++) {
            if (i >= text.length() || (signature.charAt(i) != '?' && signature.charAt(i) != text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Markup may begin with a byte order mark, white space, declarations and comments. */
    private static Optional<UnsupportedFormat> ofMarkup(String text) {
        String start = text.replaceFirst("^(\u00EF\u00BB\u00BF)?\\s*", "").toLowerCase(Locale.ROOT);
        if (!start.startsWith("<")) {
            return Optional.empty();
        }
        if (start.contains("<svg")) {
            return Optional.of(document("", "an SVG drawing").format());
        }
        if (start.contains("<!doctype html") || start.contains("<html") || start.contains("<head")) {
            return Optional.of(other("", "an HTML page: a page was saved in place of the image", "")
                    .format());
        }
        return Optional.of(other("", "an XML document or another text").format());
    }

    private static Signature image(String bytes, String name) {
        return new Signature(bytes, new UnsupportedFormat(true, "is " + name + CONVERT));
    }

    private static Signature document(String bytes, String name) {
        return other(bytes, name, CONVERT);
    }

    private static Signature other(String bytes, String name) {
        return other(bytes, name, NOT_AN_IMAGE);
    }

    private static Signature other(String bytes, String name, String end) {
        return new Signature(bytes, new UnsupportedFormat(false, "is " + name + end));
    }
}
