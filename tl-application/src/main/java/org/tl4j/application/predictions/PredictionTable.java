package org.tl4j.application.predictions;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.tl4j.application.documents.ImagePrediction;
import org.tl4j.application.tables.CsvFile;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.prediction.PredictionResult;
import org.tl4j.core.provenance.Digest;
import org.tl4j.storage.files.AtomicFile;
import org.tl4j.storage.files.DiskProblem;

/**
 * A CSV with a row per image, as {@link PredictionColumns} says, in UTF-8 and with CRLF. Each row is written whole before the
 * next image; of a process that was killed, half a row at the end is dropped and the others count. Text that a spreadsheet
 * would take for a formula is made harmless. Not thread-safe; one process at a time writes a table.
 */
public final class PredictionTable implements PredictionSink {
    private static final int MODEL_DIGITS = 16;
    private static final String OTHER = "name another file, or delete this one to begin again";

    private final Path file;
    private final PredictionColumns columns;
    private final String model;
    private final FileChannel channel;
    private final KnownRows known = new KnownRows();

    private PredictionTable(Path file, PredictionColumns columns, String model, FileChannel channel) {
        this.file = file;
        this.columns = columns;
        this.model = model;
        this.channel = channel;
    }

    /**
     * Begins a table, or continues one.
     *
     * @param model a digest of the model and of all settings that change what it predicts
     * @throws UsageException if the file is no such table, or its rows are of another model
     * @throws EnvironmentException if it cannot be read or written, or another process writes it
     */
    public static PredictionTable open(Path file, PredictionColumns columns, Digest model) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UsageException(file.toString(), "must be a regular file", "none", "name another file");
        }
        FileChannel channel = null;
        PredictionTable opened = null;
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            requireAlone(file, channel);
            PredictionTable table =
                    new PredictionTable(file, columns, model.hex().substring(0, MODEL_DIGITS), channel);
            table.begin();
            opened = table;
            return table;
        } catch (IOException e) {
            throw DiskProblem.cannotWrite(file, e);
        } finally {
            if (opened == null && channel != null) {
                close(file, channel);
            }
        }
    }

    /** The lock ends with the channel. */
    private static void requireAlone(Path file, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw occupied(file);
        }
        if (lock == null) {
            throw occupied(file);
        }
    }

    private static EnvironmentException occupied(Path file) {
        return new EnvironmentException(
                file.toString(),
                "must be written by one process at a time",
                "another that writes it",
                "wait for it, or name another file");
    }

    /** Reads what is there, drops half a row, and writes the header of a new table. */
    private void begin() throws IOException {
        TableLines lines = new TableLines(file.toString(), Channels.newInputStream(channel));
        Optional<String> first = lines.next();
        if (first.isEmpty()) {
            if (!header().startsWith(lines.rest())) {
                throw noTable(lines.rest());
            }
            channel.truncate(0);
            channel.position(0);
            write(header());
            return;
        }
        if (!first.get().equals(columns.header())) {
            throw noTable(first.get());
        }
        for (Optional<String> row = lines.next(); row.isPresent(); row = lines.next()) {
            if (!row.get().endsWith("," + model)) {
                throw new UsageException(
                        file.toString(),
                        "must have rows of this model and these settings, which is " + model,
                        row.get().substring(row.get().lastIndexOf(',') + 1) + " in row " + (known.size() + 2),
                        OTHER);
            }
            known.add(firstField(row.get()));
        }
        channel.truncate(lines.end());
        channel.position(lines.end());
    }

    private String header() {
        return columns.header() + "\r\n";
    }

    private UsageException noTable(String found) {
        return new UsageException(
                file.toString(), "must be a table of predictions with the columns " + columns.header(), found, OTHER);
    }

    /** A field as it is written, with its quotes. */
    private static String firstField(String row) {
        if (!row.startsWith("\"")) {
            int end = row.indexOf(',');
            return end < 0 ? row : row.substring(0, end);
        }
        int end = 1;
        while (end < row.length() && (row.charAt(end) != '"' || row.startsWith("\"\"", end))) {
            end += row.charAt(end) == '"' ? 2 : 1;
        }
        return row.substring(0, Math.min(row.length(), end + 1));
    }

    @Override
    public boolean has(Path image) {
        return known.has(CsvFile.text(ImagePrediction.shown(image)));
    }

    @Override
    public void add(Path image, PredictionResult result) {
        try {
            write(columns.row(ImagePrediction.shown(image), result, model) + "\r\n");
        } catch (IOException e) {
            throw DiskProblem.cannotWrite(file, e);
        }
    }

    private void write(String text) throws IOException {
        AtomicFile.writeFully(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The file. */
    public Path file() {
        return file;
    }

    @Override
    public void close() {
        close(file, channel);
    }

    private static void close(Path file, FileChannel channel) {
        try (channel) {
            if (channel.isOpen()) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw DiskProblem.cannotWrite(file, e);
        }
    }
}
