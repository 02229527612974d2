package org.tl4j.data.internal.reading;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** What Excel and PowerShell write for a CSV: a byte order mark in front, and semicolons or tabs for commas. */
final class CsvDialect {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Far more than a first row of two or three names needs. */
    private static final int LOOKED_AT = 4096;

    private CsvDialect() {}

    static CSVParser parse(BufferedReader reader, CSVFormat format) throws IOException {
        skipByteOrderMark(reader);
        char delimiter = delimiter(firstLine(reader));
        return format.builder().setDelimiter(delimiter).get().parse(reader);
    }

    /** The parser would take the mark for a letter, so that a quote behind it would quote nothing. */
    private static void skipByteOrderMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
    }

    private static Optional<String> firstLine(BufferedReader reader) throws IOException {
        reader.mark(LOOKED_AT);
        StringBuilder start = new StringBuilder();
        for (int next = reader.read(); next >= 0; next = reader.read()) {
            start.append((char) next);
            if (start.length() == LOOKED_AT) {
                break;
            }
        }
        reader.reset();
        return start.toString().lines().filter(line -> !line.isBlank()).findFirst();
    }

    private static char delimiter(Optional<String> line) {
        String text = line.orElse(",");
        if (text.indexOf(',') >= 0) {
            return ',';
        }
        if (text.indexOf(';') >= 0) {
            return ';';
        }
        return text.indexOf('\t') >= 0 ? '\t' : ',';
    }
}
