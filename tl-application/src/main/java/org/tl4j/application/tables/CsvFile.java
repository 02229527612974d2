package org.tl4j.application.tables;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.Printable;
import org.tl4j.storage.files.AtomicFile;

/**
 * Writes CSV by RFC 4180, in UTF-8, with a header. After a crash the file is the old one or the complete new one. Text
 * is escaped as on the console, and an apostrophe is put before text that a spreadsheet would take for a formula
 * (OWASP, "CSV Injection").
 */
public final class CsvFile {
    /** Characters that begin a formula, or are dropped before one by some programs; the last four are full-width. */
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /** Between the labels of an image with several, as data sets are read. */
    private static final String LABEL_SEPARATOR = "|";

    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|Infinity)");

    private CsvFile() {}

    /** Writes the image of each row of features: {@code path,label}; of several labels, with a bar between them. */
    public static void writeIndex(Path file, List<Sample> samples) {
        write(file, writer -> {
            line(writer, "path,label");
            for (Sample sample : samples) {
                line(writer, names(sample));
            }
        });
    }

    /** Writes features with their images: {@code path,label,f0,f1,...}. */
    public static void writeFeatures(Path file, List<Sample> samples, FeatureBatch features) {
        write(file, writer -> {
            StringBuilder header = new StringBuilder("path,label");
            for (int i = 0; i < features.width(); i++) {
                header.append(",f").append(i);
            }
            line(writer, header.toString());
            for (int row = 0; row < features.rows(); row++) {
                StringBuilder line = new StringBuilder(names(samples.get(row)));
                FloatBuffer values = features.row(row);
                for (int i = 0; i < features.width(); i++) {
                    line.append(',').append(values.get(i));
                }
                line(writer, line.toString());
            }
        });
    }

    /** Writes a table, one list of fields per row; those that read as numbers are numbers. */
    public static void writeTable(Path file, List<String> header, List<List<String>> rows) {
        write(file, writer -> {
            line(writer, String.join(",", header));
            for (List<String> row : rows) {
                line(writer, row.stream().map(CsvFile::field).collect(Collectors.joining(",")));
            }
        });
    }

    private static String names(Sample sample) {
        return text(sample.location().toString()) + ","
                + text(String.join(LABEL_SEPARATOR, sample.annotation().present()));
    }

    private static String field(String field) {
        return NUMBER.matcher(field).matches() ? field : text(field);
    }

    /** A field of text, safe for spreadsheets, in quotes if it contains a separator. */
    public static String text(String text) {
        String first = text.strip();
        boolean formula = FORMULA.indexOf(text.isEmpty() ? ' ' : text.charAt(0)) >= 0
                || FORMULA.indexOf(first.isEmpty() ? ' ' : first.charAt(0)) >= 0;
        return quoted((formula ? "'" : "") + Printable.text(text));
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                && field.strip().equals(field);
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    private static void line(Writer writer, String text) throws IOException {
        writer.write(text);
        writer.write("\r\n");
    }

    private static void write(Path file, Lines lines) {
        AtomicFile.write(file, channel -> {
            // the channel stays open: its owner flushes it to the disk
            Writer writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
            lines.writeTo(writer);
            writer.flush();
        });
    }

    /** Writes lines. */
    @FunctionalInterface
    private interface Lines {
        void writeTo(Writer writer) throws IOException;
    }
}
