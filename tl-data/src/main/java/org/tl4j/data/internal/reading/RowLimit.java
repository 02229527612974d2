package org.tl4j.data.internal.reading;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Ends the reading of a row that never ends, such as one behind a quote that is not closed. Not thread-safe. */
final class RowLimit extends FilterReader {
    /** Characters. Lists of images keep other things in their rows, pixels or outlines, of some ten thousand. */
    static final int LONGEST_ROW = 1 << 20;

    private long left = LONGEST_ROW;

    RowLimit(Reader in) {
        super(in);
    }

    /** A row has ended; what a parser has read ahead counts for the next. */
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
