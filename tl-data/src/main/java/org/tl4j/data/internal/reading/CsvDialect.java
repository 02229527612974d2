package org.tl4j.data.internal.reading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * How a CSV is written: the first row says by which character values are parted, or Excel's {@code sep=;} in front does.
 *
 * @param delimiter parts values
 * @param skipped lines in front of the first row that are none
 */
record CsvDialect(char delimiter, int skipped) {
    /** Far more than a first row of names needs. */
    static final int LOOKED_AT = 1 << 16;

    /** Blank lines are rows too, or the numbers of the lines would not be known. */
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false).get();

    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

    /** Looks at the start of a text, which stays unread. */
    static CsvDialect of(BufferedReader reader) throws IOException {
        reader.mark(LOOKED_AT + 1);
        char[] start = new char[LOOKED_AT];
        int length = 0;
        for (int read = 0;
                read >= 0 && length < start.length;
                read = reader.read(start, length, start.length - length)) {
            length += read;
        }
        reader.reset();
        String text = new String(start, 0, length);
        List<String> lines = text.lines().limit(1).toList();
        String first =
                lines.isEmpty() ? "" : lines.get(0).replace("\"", "").strip().toLowerCase(Locale.ROOT);
        String rule = lines.isEmpty() ? "" : lines.get(0).replace("\"", "");
        if (first.startsWith("sep=") && rule.length() >= 5) {
            return new CsvDialect(rule.charAt(rule.indexOf('=') + 1), 1);
        }
        return new CsvDialect(delimiter(text), 0);
    }

    /** The one by which the first row has the columns that are needed. */
    private static char delimiter(String text) throws IOException {
        String header = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        for (char delimiter : DELIMITERS) {
            if (CsvColumns.areIn(names(header, delimiter))) {
                return delimiter;
            }
        }
        return DELIMITERS.stream()
                .filter(delimiter -> header.indexOf(delimiter) >= 0)
                .findFirst()
                .orElse(',');
    }

    private static List<String> names(String header, char delimiter) {
        try (CSVParser parser = new CsvDialect(delimiter, 0).format().parse(new StringReader(header))) {
            return parser.stream().limit(1).flatMap(CSVRecord::stream).toList();
        } catch (IOException | UncheckedIOException e) {
            // not with this delimiter, or a header over several lines, whose error is reported where it is read
            return List.of();
        }
    }

    /** For the parser. */
    CSVFormat format() {
        return FORMAT.builder().setDelimiter(delimiter).get();
    }
}
