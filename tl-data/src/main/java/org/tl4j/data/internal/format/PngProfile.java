package org.tl4j.data.internal.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The EXIF data that older ImageMagick and others put into a text chunk of a PNG, as hexadecimal digits after a name and a
 * length. Damaged profiles are common and harmless: they are ignored.
 */
final class PngProfile {
    private static final String KEYWORD = "Raw profile type exif";
    private static final String OTHER_KEYWORD = "Raw profile type APP1";
    private static final int LONGEST = 1 << 20;

    private PngProfile() {}

    /** The orientation in the content of a text chunk, which may be compressed or have a language tag before its text. */
    static OptionalInt orientation(boolean compressed, boolean international, byte[] chunk) {
        String start = new String(chunk, 0, Math.min(chunk.length, KEYWORD.length() + 1), ISO_8859_1);
        if (!start.equals(KEYWORD + "\0") && !start.equals(OTHER_KEYWORD + "\0")) {
            return OptionalInt.empty();
        }
        int text = KEYWORD.length() + 1;
        boolean deflated = compressed;
        if (compressed) {
            text++;
        } else if (international) {
            deflated = chunk.length > text && chunk[text] == 1;
            text = afterZero(chunk, afterZero(chunk, text + 2));
        }
        if (text >= chunk.length) {
            return OptionalInt.empty();
        }
        byte[] profile = Arrays.copyOfRange(chunk, text, chunk.length);
        return ofDigits(new String(deflated ? inflated(profile) : profile, ISO_8859_1));
    }

    private static int afterZero(byte[] chunk, int from) {
        int at = from;
        while (at < chunk.length && chunk[at] != 0) {
            at++;
        }
        return at + 1;
    }

    /** Decompresses at most as many bytes as EXIF data can have; damaged data ends the profile early. */
    private static byte[] inflated(byte[] deflated) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 12];
            int count = inflater.inflate(buffer);
            while (count > 0 && out.size() < LONGEST) {
                out.write(buffer, 0, count);
                count = inflater.inflate(buffer);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            return new byte[0];
        } finally {
            inflater.end();
        }
    }

    /** A line with the name, a line with the length, and the digits in lines. */
    private static OptionalInt ofDigits(String profile) {
        String[] lines = profile.strip().split("\n", 3);
        if (lines.length < 3) {
            return OptionalInt.empty();
        }
        String digits = lines[2].replaceAll("\\s", "");
        byte[] exif = new byte[digits.length() / 2];
        for (int i = 0; i < exif.length; i++) {
            int high = Character.digit(digits.charAt(2 * i), 16);
            int low = Character.digit(digits.charAt(2 * i + 1), 16);
            if (high < 0 || low < 0) {
                return OptionalInt.empty();
            }
            exif[i] = (byte) (high << 4 | low);
        }
        return ExifOrientation.ofChunk(exif);
    }
}
