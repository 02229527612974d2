package org.tl4j.application.tables;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.tl4j.application.documents.CompareDocument;

/** Writes a comparison as CSV: one row per training, in order; the column of the figure has its name. */
public final class CompareCsv {
    private static final String FIGURE = "figure";

    private static final List<String> HEADER = List.of(
            "backbone",
            "strategy",
            "images_per_class",
            "seed",
            "status",
            "train_images",
            "validation_images",
            "epochs",
            "frozen",
            FIGURE,
            "interval_low",
            "interval_high",
            "log_loss",
            "seconds");

    private CompareCsv() {}

    /** Writes the runs of a document; a value that a run does not have is empty. */
    public static void write(Path file, CompareDocument document) {
        CsvFile.writeTable(
                file,
                HEADER.stream()
                        .map(name -> name.equals(FIGURE) ? document.metric().replace('-', '_') : name)
                        .toList(),
                document.runs().stream().map(CompareCsv::row).toList());
    }

    private static List<String> row(CompareDocument.Run run) {
        List<Double> interval = Stream.of(run.accuracyInterval(), run.meanAveragePrecisionInterval())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(List.of());
        return Stream.of(
                        run.backbone(),
                        run.strategy(),
                        run.perClass() == null ? "all" : run.perClass(),
                        run.seed(),
                        run.status(),
                        run.trainImages(),
                        run.validationImages(),
                        run.epochs(),
                        run.frozen(),
                        run.accuracy() == null ? run.meanAveragePrecision() : run.accuracy(),
                        interval.isEmpty() ? null : interval.get(0),
                        interval.isEmpty() ? null : interval.get(1),
                        run.logLoss(),
                        run.seconds())
                .map(value -> Objects.toString(value, ""))
                .toList();
    }
}
