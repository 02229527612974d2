package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.TrainingListener;

/**
 * Whose features to compute. Start with {@link #of} and change what should differ from the defaults.
 *
 * <pre>{@code
 * try (TransferLearner learner = TransferLearner.create()) {
 *     FeatureReport report = learner.features(FeatureRequest.of(Path.of("photos")));
 *     System.out.println(report.features().rows() + " rows of " + report.features().width() + " values");
 * }
 * }</pre>
 *
 * @param backbone the pretrained network; empty takes the default, as {@link TrainingRequest#backbone} describes it
 * @param data a folder of class folders, a zip of the same, or a CSV
 * @param subset which subset of it, where it has subsets; empty takes test, else validation
 * @param reading limits on what is read
 * @param progress receives how far the work is
 * @param listener receives which backbone is used, before its weights are fetched
 */
public record FeatureRequest(
        Optional<BackboneRequest> backbone,
        Path data,
        Optional<Subset> subset,
        ReadingSettings reading,
        Progress progress,
        TrainingListener listener) {
    /**
     * Checks that nothing is missing.
     *
     * @throws org.tl4j.core.error.UsageException if something is null
     */
    public FeatureRequest {
        required(backbone, "backbone");
        required(data, "data");
        required(subset, "subset");
        required(reading, "reading");
        required(progress, "progress");
        required(listener, "listener");
    }

    /** The same without a listener. */
    public FeatureRequest(
            Optional<BackboneRequest> backbone,
            Path data,
            Optional<Subset> subset,
            ReadingSettings reading,
            Progress progress) {
        this(backbone, data, subset, reading, progress, TrainingListener.NONE);
    }

    /** All images of {@code data}, or its test subset, by the default backbone. */
    public static FeatureRequest of(Path data) {
        return new FeatureRequest(Optional.empty(), data, Optional.empty(), ReadingSettings.DEFAULT, Progress.NONE);
    }

    /** The same by another backbone. */
    public FeatureRequest withBackbone(BackboneRequest other) {
        return new FeatureRequest(Optional.of(required(other, "backbone")), data, subset, reading, progress, listener);
    }

    /** The same for one subset of the images. */
    public FeatureRequest withSubset(Subset other) {
        return new FeatureRequest(backbone, data, Optional.of(required(other, "subset")), reading, progress, listener);
    }

    /** The same with other limits. */
    public FeatureRequest withReading(ReadingSettings other) {
        return new FeatureRequest(backbone, data, subset, other, progress, listener);
    }

    /** The same, reporting to {@code other} how far it is. */
    public FeatureRequest withProgress(Progress other) {
        return new FeatureRequest(backbone, data, subset, reading, other, listener);
    }

    /** The same, reporting to {@code other} which backbone is taken. */
    public FeatureRequest withListener(TrainingListener other) {
        return new FeatureRequest(backbone, data, subset, reading, progress, other);
    }
}
