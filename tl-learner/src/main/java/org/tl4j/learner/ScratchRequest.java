package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.GradientSettings;
import org.tl4j.core.training.TrainingListener;

/**
 * A network to be trained from fresh weights. Start with {@link #of} and change what should differ from the defaults.
 *
 * @param backbone the catalogue entry whose architecture and preprocessing it has
 * @param data a folder of class folders, a zip of the same, or a CSV; all but its test part is trained on
 * @param settings how; the learning rate is given
 * @param seed of weights, order and augmentation
 * @param reading limits on what is read
 * @param progress receives how far the work is
 * @param listener receives what happens
 */
public record ScratchRequest(
        String backbone,
        Path data,
        GradientSettings settings,
        long seed,
        ReadingSettings reading,
        Progress progress,
        TrainingListener listener) {
    /**
     * Checks that nothing is missing.
     *
     * @throws org.tl4j.core.error.UsageException if something is null
     */
    public ScratchRequest {
        required(backbone, "backbone");
        required(data, "data");
        required(settings, "settings").peakRate();
        required(reading, "reading");
        required(progress, "progress");
        required(listener, "listener");
    }

    /** Trains from seed 1 with the default limits, and reports to nobody. */
    public static ScratchRequest of(String backbone, Path data, GradientSettings settings) {
        return new ScratchRequest(
                backbone, data, settings, 1, ReadingSettings.DEFAULT, Progress.NONE, TrainingListener.NONE);
    }

    /** The same from another seed. */
    public ScratchRequest withSeed(long other) {
        return new ScratchRequest(backbone, data, settings, other, reading, progress, listener);
    }

    /** The same with other limits. */
    public ScratchRequest withReading(ReadingSettings other) {
        return new ScratchRequest(backbone, data, settings, seed, other, progress, listener);
    }

    /** The same, reporting to {@code other} how far it is. */
    public ScratchRequest withProgress(Progress other) {
        return new ScratchRequest(backbone, data, settings, seed, reading, other, listener);
    }

    /** The same, reporting to {@code other} what happens. */
    public ScratchRequest withListener(TrainingListener other) {
        return new ScratchRequest(backbone, data, settings, seed, reading, progress, other);
    }
}
