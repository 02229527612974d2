package org.tl4j.cli.tables;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.dataset.Sample;
import org.tl4j.storage.files.AtomicFile;

/** Writes CSV as RFC 4180 has it, in UTF-8, with a header. A file is the old one or the whole new one. */
public final class CsvFile {
    private CsvFile() {}

    /** Writes which image each row of features belongs to: {@code path,label}. */
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

    /** Writes a table, a list of fields a row. */
    public static void writeTable(Path file, List<String> header, List<List<String>> rows) {
        write(file, writer -> {
            line(writer, String.join(",", header));
            for (List<String> row : rows) {
                line(writer, row.stream().map(CsvFile::quoted).collect(Collectors.joining(",")));
            }
        });
    }

    private static String names(Sample sample) {
        return quoted(sample.location().toString()) + "," + quoted(sample.label());
    }

    /** A field, in quotes where it holds what would end it. */
    static String quoted(String field) {
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
            // the channel stays open: its owner forces it to the disk
            Writer writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
            lines.writeTo(writer);
            writer.flush();
        });
    }

    /** What puts lines into a writer. */
    @FunctionalInterface
    private interface Lines {
        void writeTo(Writer writer) throws IOException;
    }
}
