package org.tl4j.cli.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.cli.commands.ImageFiles.ImageFile;
import org.tl4j.cli.output.Answer;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.storage.files.DiskProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tl predict}: the classes of images. */
@Command(name = "predict", description = "Tells the classes of images with a bundle.")
public final class PredictCommand extends AnsweringCommand {
    private static final Logger LOG = LoggerFactory.getLogger(PredictCommand.class);

    /** Images a batch: so many encoded images are in memory at a time. */
    private static final int BATCH = 32;

    /** Larger files are read alone, by the library, which has a limit. */
    private static final long BATCHED_BYTES = 32L << 20;

    @Parameters(index = "0", paramLabel = "FILE.tlz", description = "The bundle.")
    private Path bundle;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "IMAGE|DIR",
            description = "Images, and folders, which are searched for images at all depths.")
    private List<Path> places = new ArrayList<>();

    @Option(
            names = "--top",
            paramLabel = "K",
            defaultValue = "5",
            description = "How many classes to tell, the most probable first; by default ${DEFAULT-VALUE}.")
    private int top;

    @Option(
            names = "--strict",
            description = "If an image cannot be read, the exit code is 3; the others are told all the same.")
    private boolean strict;

    @Mixin
    private ImageLimitOptions limits = new ImageLimitOptions();

    /** A command that works with {@code context}. */
    public PredictCommand(Context context) {
        super(context);
    }

    @Override
    Answer answer() {
        if (top < 1) {
            throw new UsageException("--top", "must be at least 1", "" + top, "");
        }
        List<ImageFile> files = files();
        List<ImagePrediction> predictions = new ArrayList<>();
        try (ConsoleProgress progress = new ConsoleProgress(console());
                Predictor predictor = learner().predictor(bundle, limits.reading(strict))) {
            for (int from = 0; from < files.size(); from += BATCH) {
                predictions.addAll(predict(predictor, files.subList(from, Math.min(files.size(), from + BATCH))));
                progress.at("predicting", predictions.size(), files.size());
            }
        }
        boolean failed = predictions.stream().anyMatch(ImagePrediction::hasFailed);
        return new Answer(
                predictions,
                predictions.stream().map(ImagePrediction::line).toList(),
                strict && failed ? ExitCodes.SKIPPED : ExitCodes.DONE);
    }

    private List<ImageFile> files() {
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

    private List<ImagePrediction> predict(Predictor predictor, List<ImageFile> files) {
        if (files.stream().allMatch(PredictCommand::fitsInBatch)) {
            try {
                return together(predictor, files);
            } catch (IOException | DataException e) {
                LOG.debug("one of {} images cannot be read, so each is tried alone", files.size(), e);
            }
        }
        return files.stream().map(file -> alone(predictor, file)).toList();
    }

    private static boolean fitsInBatch(ImageFile file) {
        return file.problem().isEmpty()
                && Files.isRegularFile(file.path())
                && file.path().toFile().length() <= BATCHED_BYTES;
    }

    private List<ImagePrediction> together(Predictor predictor, List<ImageFile> files) throws IOException {
        List<byte[]> encoded = new ArrayList<>();
        for (ImageFile file : files) {
            encoded.add(Files.readAllBytes(file.path()));
        }
        List<Prediction> predictions = predictor.predictAll(encoded);
        List<ImagePrediction> named = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            named.add(ImagePrediction.of(files.get(i).path().toString(), predictions.get(i), top));
        }
        return named;
    }

    private ImagePrediction alone(Predictor predictor, ImageFile file) {
        String name = file.path().toString();
        if (!file.problem().isEmpty()) {
            return ImagePrediction.failed(name, file.problem());
        }
        try {
            return ImagePrediction.of(name, predictor.predict(file.path()), top);
        } catch (DataException e) {
            return ImagePrediction.failed(name, e.getMessage());
        }
    }
}
