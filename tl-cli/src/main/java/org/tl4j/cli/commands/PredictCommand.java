package org.tl4j.cli.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.tl4j.application.documents.ImagePrediction;
import org.tl4j.application.documents.PredictionsDocument;
import org.tl4j.application.text.PredictionText;
import org.tl4j.cli.commands.ImageFiles.ImageFile;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.progress.Progress;
import org.tl4j.predict.PredictorSettings;
import org.tl4j.storage.files.DiskProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tl predict}: predicts the classes of images. */
@Command(name = "predict", description = "Predicts the classes of images with a bundle.")
public final class PredictCommand extends EngineCommand {
    private static final int DEFAULT_TOP = 5;

    @Parameters(index = "0", paramLabel = "FILE.tlz", description = "The bundle.")
    private Path bundle;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "IMAGE|DIR",
            description = {
                "Images, and folders, which are searched for images at all depths; - is one image from standard input.",
                "Those that cannot be read are reported on standard error; the exit code is 1 if none can be read."
            })
    private List<Path> places = new ArrayList<>();

    @Option(
            names = "--top",
            paramLabel = "K",
            description = "How many classes to print, the most probable first; by default " + DEFAULT_TOP + ".")
    private Optional<Integer> top = Optional.empty();

    @Option(
            names = "--strict",
            description = "If an image cannot be read, the exit code is 3; the others are predicted nevertheless.")
    private boolean strict;

    @Option(
            names = "--calibrated",
            description = "Probabilities at the temperature of the bundle, where it has one: closer to frequencies.")
    private boolean calibrated;

    @Option(
            names = "--coverage",
            paramLabel = "SHARE",
            description = {
                "Sets of classes that contain the right one for this share of images, such as 0.9; by default those of the",
                "bundle, if it has any."
            })
    private Optional<Double> coverage = Optional.empty();

    @Mixin
    private KeptPredictions kept = new KeptPredictions();

    @Mixin
    private ImageLimitOptions limits = new ImageLimitOptions();

    /** A command that works with {@code context}. */
    public PredictCommand(Context context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        if (top() < 1) {
            throw new UsageException("--top", "must be at least 1", "" + top(), "");
        }
        if (kept.areAsked()) {
            if (top.isPresent()) {
                throw new UsageException(
                        "--top",
                        "is for predictions that are printed",
                        "--csv or --sort-into",
                        "leave it out; --all-probabilities gives the table a column per label");
            }
            return keep();
        }
        List<ImageFile> files = files();
        List<ImagePrediction> predictions;
        try (ConsoleProgress progress = new ConsoleProgress(console());
                Predictor predictor = open()) {
            predictions = predict(predictor, files, progress);
        }
        List<ImagePrediction> failed =
                predictions.stream().filter(ImagePrediction::hasFailed).toList();
        failed.forEach(one -> console().say(PredictionText.of(one)));
        return new CommandResult(
                predictions,
                predictions.stream()
                        .filter(one -> !one.hasFailed())
                        .map(PredictionText::of)
                        .toList(),
                exitCode(failed.size(), predictions.size()));
    }

    private int top() {
        return top.orElse(DEFAULT_TOP);
    }

    private CommandResult keep() {
        kept.check(bundle, places);
        try (ConsoleProgress progress = new ConsoleProgress(console());
                Predictor predictor = open()) {
            PredictionsDocument done = kept.predict(predictor, bundle, settings(), places, progress);
            return new CommandResult(
                    done, KeptPredictions.text(done), exitCode(done.failed(), done.images() - done.before()));
        }
    }

    private Predictor open() {
        PredictorSettings settings =
                PredictorSettings.DEFAULT.withLimits(limits.reading(strict)).withCalibrated(calibrated);
        return learner()
                .predictors()
                .open(bundle, coverage.map(settings::withCoverage).orElse(settings));
    }

    /** What changes predictions beside the bundle. */
    private String settings() {
        return (calibrated ? " calibrated" : "")
                + coverage.map(share -> " coverage " + share).orElse("");
    }

    private int exitCode(long failed, long all) {
        if (strict && failed > 0) {
            return ExitCodes.SKIPPED;
        }
        return failed == all && all > 0 ? ExitCodes.FAILED : ExitCodes.DONE;
    }

    private List<ImageFile> files() {
        StandardInput.requireOnce(places);
        List<ImageFile> files;
        try {
            files = ImageFiles.of(places).files();
        } catch (IOException e) {
            throw DiskProblem.cannotRead(places.get(0), e);
        }
        if (files.isEmpty()) {
            throw new DataException("the folder " + places.get(0), "must hold an image", "none", "check the path");
        }
        return files;
    }

    /** All readable files are one request, so that images are decoded ahead of the network from first to last. */
    private List<ImagePrediction> predict(Predictor predictor, List<ImageFile> files, Progress progress) {
        List<Path> readable = files.stream()
                .filter(PredictCommand::isReadable)
                .map(ImageFile::path)
                .toList();
        List<ImagePrediction> predicted = new ArrayList<>();
        predictor.predictEachFile(readable, result -> {
            String name = ImagePrediction.shown(readable.get(predicted.size()));
            predicted.add(ImagePrediction.of(name, result, top()));
            progress.at("predicting", predicted.size(), readable.size());
        });
        Iterator<ImagePrediction> next = predicted.iterator();
        return files.stream()
                .map(file -> isReadable(file) ? next.next() : other(predictor, file))
                .toList();
    }

    private static boolean isReadable(ImageFile file) {
        return file.problem().isEmpty() && !StandardInput.isMeantBy(file.path());
    }

    private ImagePrediction other(Predictor predictor, ImageFile file) {
        String name = ImagePrediction.shown(file.path());
        return file.problem().isEmpty()
                ? standardInput(predictor, name)
                : ImagePrediction.failed(name, file.problem(), DataKind.UNREADABLE);
    }

    private ImagePrediction standardInput(Predictor predictor, String name) {
        try {
            return ImagePrediction.of(
                    name, predictor.predict(StandardInput.read(console().in(), limits.reading(strict))), top());
        } catch (DataException e) {
            return ImagePrediction.failed(name, e.getMessage(), e.kind());
        }
    }
}
