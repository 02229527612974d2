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
 * The format of a CSV: the delimiter, found in the header row or in Excel's {@code sep=;} line before it.
 *
 * @param delimiter character between values
 * @param skipped number of lines before the header row
 */
record CsvDialect(char delimiter, int skipped) {
    /** Far more characters than a header row needs. */
    static final int LOOKED_AT = 1 << 16;

    /** Blank lines count as rows, or line numbers would be unknown. */
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false).get();

    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

    /** Peeks at the start of a text. */
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

    /** The delimiter with which the header row has the required columns. */
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
            // not this delimiter, or a header over several lines, whose error is reported where it is read
            return List.of();
        }
    }

    /** The format for the parser. */
    CSVFormat format() {
        return FORMAT.builder().setDelimiter(delimiter).get();
    }
}
