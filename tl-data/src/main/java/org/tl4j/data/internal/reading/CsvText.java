package org.tl4j.data.internal.reading;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Finds the encoding of a CSV: UTF-8, unless a byte order mark or the first bytes show UTF-16, as Excel writes it. */
final class CsvText {
    private CsvText() {}

    /** The text without its byte order mark; bytes that are invalid in the encoding cause a CharacterCodingException. */
    static Reader reader(InputStream bytes) throws IOException {
        InputStream in = new BufferedInputStream(bytes);
        in.mark(4);
        byte[] start = in.readNBytes(4);
        in.reset();
        Charset charset = charset(start);
        in.skipNBytes(markLength(start));
        return new InputStreamReader(in, charset.newDecoder());
    }

    private static Charset charset(byte[] start) {
        int first = at(start, 0) << 8 | at(start, 1);
        // without a mark, UTF-16 is recognised by the zero byte beside each ASCII character
        if (first == 0xFFFE || isZeroBeside(start, 0)) {
            return StandardCharsets.UTF_16LE;
        }
        return first == 0xFEFF || isZeroBeside(start, 1) ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    private static boolean isZeroBeside(byte[] start, int ascii) {
        return start.length == 4
                && start[ascii] > 0
                && start[1 - ascii] == 0
                && start[2 + ascii] > 0
                && start[3 - ascii] == 0;
    }

    private static int markLength(byte[] start) {
        Charset charset = charset(start);
        byte[] mark = "\uFEFF".getBytes(charset);
        for (int i = 0; i < mark.length; i++) {
            if (start.length <= i || start[i] != mark[i]) {
                return 0;
            }
        }
        return mark.length;
    }

    private static int at(byte[] bytes, int index) {
        return index < bytes.length ? bytes[index] & 0xFF : 0xFF;
    }
}
