package org.tl4j.data.internal.reading;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Stops reading a row that is too long, such as one after a quote that is not closed. Not thread-safe. */
final class RowLimit extends FilterReader {
    /** The limit in characters. Rows may also hold pixels or outlines, of some ten thousand characters. */
    static final int LONGEST_ROW = 1 << 20;

    private long left = LONGEST_ROW;

    RowLimit(Reader in) {
        super(in);
    }

    /** Marks the end of a row; characters that a parser has read ahead count for the next row. */
    void next() {
        left = LONGEST_ROW;
    }

    @Override
    public int read() throws IOException {
        return count(1, super.read());
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        return count(read, read);
    }

    private int count(int characters, int read) throws IOException {
        left -= Math.max(0, characters);
        if (left < 0) {
            throw new RowTooLongException();
        }
        return read;
    }

    /** A row is longer than any list of images needs. */
    static final class RowTooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        RowTooLongException() {
            super("a row of more than " + LONGEST_ROW + " characters");
        }
    }
}
