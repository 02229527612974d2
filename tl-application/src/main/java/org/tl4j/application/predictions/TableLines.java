package org.tl4j.application.predictions;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Problem;

/** The complete lines of a table, and where the last of them ends. Not thread-safe. */
final class TableLines {
    /** Far more than a row with a column for each of ten thousand labels. */
    private static final int LONGEST = 1 << 24;

    private final String file;
    private final InputStream bytes;
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private long end;

    /** {@code bytes} stay their owner's. */
    TableLines(String file, InputStream bytes) {
        this.file = file;
        this.bytes = new BufferedInputStream(bytes, 1 << 16);
    }

    /** The next line, without its end; empty after the last one that has an end. */
    Optional<String> next() throws IOException {
        rest.reset();
        for (int value = bytes.read(); value >= 0; value = bytes.read()) {
            if (value == '\n') {
                end += rest.size() + 1L;
                String line = rest();
                return Optional.of(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
            }
            if (rest.size() == LONGEST) {
                throw new DataException(
                        DataKind.CORRUPT,
                        new Problem(file, "must be a table of predictions", "a line of more than 16 MB", ""),
                        null);
            }
            rest.write(value);
        }
        return Optional.empty();
    }

    /** After the last line: what follows it without an end. */
    String rest() {
        return rest.toString(StandardCharsets.UTF_8);
    }

    /** The length of all lines so far, in bytes. */
    long end() {
        return end;
    }
}
