package org.tl4j.cli.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tl4j.application.documents.PredictionsDocument;
import org.tl4j.application.predictions.BulkPrediction;
import org.tl4j.application.predictions.ImageSorter;
import org.tl4j.application.predictions.PredictionColumns;
import org.tl4j.application.predictions.PredictionSink;
import org.tl4j.application.predictions.PredictionTable;
import org.tl4j.application.text.Format;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.provenance.Digest;
import org.tl4j.storage.files.DiskProblem;
import picocli.CommandLine.Option;

/** The options that keep the predictions of any number of images in files, and what they do. */
final class KeptPredictions {
    private static final String CSV = "--csv";
    private static final String SORT_INTO = "--sort-into";

    @Option(
            names = CSV,
            paramLabel = "FILE.csv",
            description = {
                "Write a row per image into this file instead; if it is there, its images are not predicted again,",
                "so that an interrupted run continues. For folders of any size."
            })
    private Optional<Path> csv = Optional.empty();

    @Option(names = "--all-probabilities", description = "With --csv, also a column per label with its probability.")
    private boolean allProbabilities;

    @Option(
            names = SORT_INTO,
            paramLabel = "DIR",
            description = {
                "Copy each image into a folder of its label in this one, or of each of its labels; those that a person",
                "should look at into unsure and unfamiliar. Continues an interrupted run. Nothing is moved or replaced."
            })
    private Optional<Path> folder = Optional.empty();

    /** Whether predictions are kept in files. */
    boolean areAsked() {
        if (allProbabilities && csv.isEmpty()) {
            throw new UsageException("--all-probabilities", "goes with " + CSV, "no " + CSV, "");
        }
        return csv.isPresent() || folder.isPresent();
    }

    /**
     * Checks what can be checked before the model is opened.
     *
     * @throws UsageException if an output is in the place of an input, or the other way round
     */
    void check(Path bundle, List<Path> places) {
        if (places.stream().anyMatch(StandardInput::isMeantBy)) {
            throw new UsageException(
                    csv.isPresent() ? CSV : SORT_INTO, "is for files and folders", "- for standard input", "");
        }
        csv.ifPresent(file -> OutputPlace.check(
                CSV, file, Stream.concat(Stream.of(bundle), places.stream()).toList()));
        folder.ifPresent(into -> places.forEach(place -> OutputPlace.requireOutside(SORT_INTO, into, place)));
    }

    /**
     * Predicts all images.
     *
     * @param settings what else changes the predictions, in a text that differs where they may
     */
    PredictionsDocument predict(
            Predictor predictor, Path bundle, String settings, List<Path> places, Progress progress) {
        long expected = 0;
        for (ImageWalk walk = new ImageWalk(places, folder); walk.hasNext(); walk.next()) {
            expected++;
        }
        if (expected == 0) {
            throw new DataException("the folder " + places.get(0), "must hold an image", "none", "check the path");
        }
        LabelSet labels = predictor.manifest().labels();
        Digest model = model(bundle, settings);
        try (Sinks sinks = new Sinks()) {
            csv.ifPresent(file -> sinks.all.add(
                    PredictionTable.open(file, new PredictionColumns(labels.names(), allProbabilities), model)));
            Optional<ImageSorter> sorter = folder.map(into -> ImageSorter.open(into, labels, model));
            sorter.ifPresent(sinks.all::add);
            BulkPrediction.Counts counts =
                    new BulkPrediction(predictor, sinks.all).run(new ImageWalk(places, folder), expected, progress);
            return new PredictionsDocument(
                    csv.map(Path::toString).orElse(null),
                    folder.map(Path::toString).orElse(null),
                    counts.images(),
                    counts.before(),
                    counts.failed(),
                    sorter.map(ImageSorter::copies).orElse(Map.of()));
        }
    }

    private static Digest model(Path bundle, String settings) {
        try {
            return Digest.of(Digest.ofFile(bundle).hex() + settings);
        } catch (IOException e) {
            throw DiskProblem.cannotRead(bundle, e);
        }
    }

    /** The lines for people. */
    static List<String> text(PredictionsDocument done) {
        List<String> lines = new ArrayList<>();
        String before = done.before() == 0 ? "" : ", %,d of them by an earlier run".formatted(done.before());
        String failed = done.failed() == 0 ? "" : "; %,d could not be read".formatted(done.failed());
        lines.add("Predicted " + Format.count(done.images(), "image") + before + failed + ".");
        if (done.csv() != null) {
            lines.add("The rows are in " + done.csv() + ".");
        }
        if (done.sortedInto() != null) {
            lines.add("The copies are in " + done.sortedInto() + ", listed in " + ImageSorter.LIST + ":");
            done.copies().forEach((name, count) -> lines.add("  " + Format.label(name) + " " + count));
        }
        return lines;
    }

    /** Closes what was opened, in all cases. */
    private static final class Sinks implements AutoCloseable {
        private final List<PredictionSink> all = new ArrayList<>();

        @Override
        public void close() {
            RuntimeException failure = null;
            for (PredictionSink sink : all) {
                try {
                    sink.close();
                } catch (RuntimeException e) {
                    if (failure != null) {
                        e.addSuppressed(failure);
                    }
                    failure = e;
                }
            }
            if (failure != null) {
                throw failure;
            }
        }
    }
}
