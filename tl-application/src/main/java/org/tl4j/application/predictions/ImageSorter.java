package org.tl4j.application.predictions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.PredictionResult;
import org.tl4j.core.provenance.Digest;
import org.tl4j.storage.files.DiskProblem;

/**
 * Copies images into a folder per label. An image that is unlike the training images goes to {@code unfamiliar}, else one that a
 * person should look at to {@code unsure}, else into the folder of each label that it has; of a model of several labels, one
 * without any to {@code no-label}. The images stay where they are, and no other content is replaced. What was copied is listed
 * in {@value #LIST}, a {@link PredictionTable}, by which a later run continues; images that cannot be read are listed only. Not
 * thread-safe.
 */
public final class ImageSorter implements PredictionSink {
    /** The list in the folder. */
    public static final String LIST = "predictions.csv";

    private final Path folder;
    private final LabelFolders folders;
    private final PredictionTable done;
    private final Map<String, Long> copies = new TreeMap<>();

    private ImageSorter(Path folder, LabelFolders folders, PredictionTable done) {
        this.folder = folder;
        this.folders = folders;
        this.done = done;
    }

    /**
     * Sorts into a folder, which is made if it is missing.
     *
     * @param labels of the model
     * @param model a digest of the model and of all settings that change what it predicts
     * @throws UsageException if something else is there, or the folder was sorted by another model
     * @throws org.tl4j.core.error.EnvironmentException if it cannot be read or written
     */
    public static ImageSorter open(Path folder, LabelSet labels, Digest model) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UsageException(folder.toString(), "must be a folder", "a file", "name another folder");
        }
        PredictionTable done =
                PredictionTable.open(folder.resolve(LIST), new PredictionColumns(labels.names(), false), model);
        return new ImageSorter(folder, new LabelFolders(labels.names()), done);
    }

    @Override
    public boolean has(Path image) {
        return done.has(image);
    }

    @Override
    public void add(Path image, PredictionResult result) {
        done.add(image, result instanceof PredictionResult.Failed ? result : sorted(image, result));
    }

    /** How many images this run has put into each folder, whether or not the copy was there. */
    public Map<String, Long> copies() {
        return Collections.unmodifiableMap(copies);
    }

    private PredictionResult sorted(Path image, PredictionResult result) {
        if (!Files.isReadable(image)) {
            String name = image.toString();
            Problem problem = new Problem(name, "must be readable when it is copied", "none", "");
            return new PredictionResult.Failed(new DataException(DataKind.NOT_FOUND, problem, null));
        }
        try {
            for (String name : names(result.orThrow())) {
                SafeCopy.into(folder.resolve(name), image);
                copies.merge(name, 1L, Long::sum);
            }
            return result;
        } catch (IOException e) {
            throw DiskProblem.cannotRead(image, e);
        }
    }

    private List<String> names(Prediction prediction) {
        if (prediction.isUnfamiliar()) {
            return List.of(LabelFolders.UNFAMILIAR);
        }
        if (prediction.isUnsure()) {
            return List.of(LabelFolders.UNSURE);
        }
        if (prediction.accepted().isEmpty()) {
            return List.of(LabelFolders.NO_LABEL);
        }
        return prediction.accepted().stream()
                .map(label -> folders.of(label.label()))
                .toList();
    }

    @Override
    public void close() {
        done.close();
    }
}
