package org.tl4j.application.runs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tl4j.application.tables.CsvFile;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TrainingEvent.EpochEnded;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.storage.files.DiskProblem;

/**
 * Writes one row per epoch, as soon as it has ended. Rows of an earlier process of the same run stay; the row of a
 * repeated epoch is replaced.
 */
public final class TrainingCsv implements TrainingListener {
    private static final List<String> HEADER = List.of(
            "piece",
            "epoch",
            "loss",
            "validation_accuracy",
            "validation_log_loss",
            "learning_rate",
            "images_per_second");

    private static final int SHOWN = 80;

    private final Path file;
    private final Map<String, List<String>> rows = new LinkedHashMap<>();

    /**
     * Continues {@code file} if it exists.
     *
     * @throws UsageException if it is another table
     */
    public TrainingCsv(Path file) {
        this.file = file;
        for (String line : lines(file)) {
            // names of pieces have neither commas nor quotes
            List<String> row = List.of(line.split(",", -1));
            rows.put(key(row), row);
        }
    }

    /** Checks that the file is not another table. */
    static void requireOwn(Path file) {
        lines(file);
    }

    private static List<String> lines(Path file) {
        if (Files.notExists(file)) {
            return List.of();
        }
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            String header = lines.isEmpty() ? "" : lines.get(0);
            if (!header.equals(String.join(",", HEADER))) {
                throw new UsageException(
                        file.toString(),
                        "must begin with the header that training writes, or not exist",
                        header.isBlank() ? "nothing" : header.substring(0, Math.min(SHOWN, header.length())),
                        "move it away, or " + CallerTerm.CHOOSE_RUN_FOLDER.words());
            }
            return lines.subList(1, lines.size());
        } catch (IOException e) {
            throw DiskProblem.cannotRead(file, e);
        }
    }

    private static String key(List<String> row) {
        return row.get(0) + "," + (row.size() > 1 ? row.get(1) : "");
    }

    @Override
    public void on(TrainingEvent event) {
        if (event instanceof EpochEnded epoch) {
            List<String> row = List.of(
                    epoch.piece(),
                    Integer.toString(epoch.epoch()),
                    Double.toString(epoch.loss()),
                    epoch.validation().map(Score::value).map(String::valueOf).orElse(""),
                    epoch.validation().map(Score::logLoss).map(String::valueOf).orElse(""),
                    Double.toString(epoch.learningRate()),
                    epoch.imagesPerSecond().map(String::valueOf).orElse(""));
            rows.put(key(row), row);
            CsvFile.writeTable(file, HEADER, new ArrayList<>(rows.values()));
        }
    }
}
