package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.calibration.CalibrationSettings;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.AutoSettings;
import org.tl4j.core.training.CheckpointStore;
import org.tl4j.core.training.RunContext;
import org.tl4j.core.training.StrategySettings;
import org.tl4j.core.training.TrainingListener;

/**
 * What to train. Start with {@link #of} and change what should differ from the defaults.
 *
 * <pre>{@code
 * TrainingRequest request = TrainingRequest.of(Path.of("photos"), Path.of("insects.tlz"))
 *         .withBackbone(BackboneRequest.of("squeezenet1_1-imagenet"))
 *         .withStrategy(FineTuningSettings.DEFAULT)
 *         .withSplit(new SplitSettings(0.1, 7)); // a tenth of the images for validation, seed 7
 * }</pre>
 *
 * @param data a folder of class folders, a zip of the same, or a CSV
 * @param bundle the file to write
 * @param backbone the pretrained network; empty takes the default for images of this size and kind: the first of the
 *     catalogue on this machine that has learned from such images, else ResNet-18, which is fetched (46.8 MB), once. The
 *     listener hears which, before it is fetched, and the report has it
 * @param split how images without a layout of their own are parted; its seed is the seed of everything random
 * @param reading limits on what is read
 * @param strategy how the network is adapted
 * @param checkpoints keeps what long training has reached, and has what an interrupted run reached
 * @param progress receives how far the work is
 * @param listener receives what happens
 * @param calibration what is fitted to the held-out predictions, and kept in the bundle
 * @param recordSources whether the bundle names the place of the images, by which they are found when the model is trained
 *     further; their digests, labels and roles are recorded either way
 */
public record TrainingRequest(
        Path data,
        Path bundle,
        Optional<BackboneRequest> backbone,
        SplitSettings split,
        ReadingSettings reading,
        StrategySettings strategy,
        CheckpointStore checkpoints,
        Progress progress,
        TrainingListener listener,
        CalibrationSettings calibration,
        boolean recordSources) {
    /** A fifth of the images for validation, seed 1. */
    public static final SplitSettings DEFAULT_SPLIT = new SplitSettings(0.2, 1);

    /**
     * Checks that nothing is missing.
     *
     * @throws org.tl4j.core.error.UsageException if something is null
     */
    public TrainingRequest {
        required(data, "data");
        required(bundle, "bundle");
        required(backbone, "backbone");
        required(split, "split");
        required(reading, "reading");
        required(strategy, "strategy");
        required(checkpoints, "checkpoints");
        required(progress, "progress");
        required(listener, "listener");
        required(calibration, "calibration");
    }

    /** The same, recording the place of the images. */
    public TrainingRequest(
            Path data,
            Path bundle,
            Optional<BackboneRequest> backbone,
            SplitSettings split,
            ReadingSettings reading,
            StrategySettings strategy,
            CheckpointStore checkpoints,
            Progress progress,
            TrainingListener listener,
            CalibrationSettings calibration) {
        this(data, bundle, backbone, split, reading, strategy, checkpoints, progress, listener, calibration, true);
    }

    /** The same with the default calibration. */
    public TrainingRequest(
            Path data,
            Path bundle,
            Optional<BackboneRequest> backbone,
            SplitSettings split,
            ReadingSettings reading,
            StrategySettings strategy,
            CheckpointStore checkpoints,
            Progress progress,
            TrainingListener listener) {
        this(
                data,
                bundle,
                backbone,
                split,
                reading,
                strategy,
                checkpoints,
                progress,
                listener,
                CalibrationSettings.DEFAULT);
    }

    /** Trains on {@code data} with all defaults and writes {@code bundle}. */
    public static TrainingRequest of(Path data, Path bundle) {
        return new TrainingRequest(
                data,
                bundle,
                Optional.empty(),
                DEFAULT_SPLIT,
                ReadingSettings.DEFAULT,
                AutoSettings.DEFAULT,
                CheckpointStore.NONE,
                Progress.NONE,
                TrainingListener.NONE);
    }

    /** The seed of the split, the strictness of reading, and who hears of the run. */
    public RunContext context() {
        return new RunContext(split.seed(), reading.strict(), progress, listener, checkpoints);
    }

    /** The same with another backbone. */
    public TrainingRequest withBackbone(BackboneRequest other) {
        return new TrainingRequest(
                data,
                bundle,
                Optional.of(required(other, "backbone")),
                split,
                reading,
                strategy,
                checkpoints,
                progress,
                listener,
                calibration,
                recordSources);
    }

    /** The same with another split. */
    public TrainingRequest withSplit(SplitSettings other) {
        return new TrainingRequest(
                data,
                bundle,
                backbone,
                other,
                reading,
                strategy,
                checkpoints,
                progress,
                listener,
                calibration,
                recordSources);
    }

    /** The same with other limits. */
    public TrainingRequest withReading(ReadingSettings other) {
        return new TrainingRequest(
                data,
                bundle,
                backbone,
                split,
                other,
                strategy,
                checkpoints,
                progress,
                listener,
                calibration,
                recordSources);
    }

    /** The same by another strategy. */
    public TrainingRequest withStrategy(StrategySettings other) {
        return new TrainingRequest(
                data,
                bundle,
                backbone,
                split,
                reading,
                other,
                checkpoints,
                progress,
                listener,
                calibration,
                recordSources);
    }

    /** The same, keeping checkpoints in {@code other}; where it holds those of the same run, training goes on from there. */
    public TrainingRequest withCheckpoints(CheckpointStore other) {
        return new TrainingRequest(
                data,
                bundle,
                backbone,
                split,
                reading,
                strategy,
                other,
                progress,
                listener,
                calibration,
                recordSources);
    }

    /** The same, reporting to {@code other} how far it is. */
    public TrainingRequest withProgress(Progress other) {
        return new TrainingRequest(
                data,
                bundle,
                backbone,
                split,
                reading,
                strategy,
                checkpoints,
                other,
                listener,
                calibration,
                recordSources);
    }

    /** The same, reporting to {@code other} what happens. */
    public TrainingRequest withListener(TrainingListener other) {
        return new TrainingRequest(
                data,
                bundle,
                backbone,
                split,
                reading,
                strategy,
                checkpoints,
                progress,
                other,
                calibration,
                recordSources);
    }

    /** The same with other thresholds, sets and bounds. */
    public TrainingRequest withCalibration(CalibrationSettings other) {
        return new TrainingRequest(
                data,
                bundle,
                backbone,
                split,
                reading,
                strategy,
                checkpoints,
                progress,
                listener,
                other,
                recordSources);
    }

    /** The same, recording the place of the images or not. */
    public TrainingRequest withRecordSources(boolean other) {
        return new TrainingRequest(
                data, bundle, backbone, split, reading, strategy, checkpoints, progress, listener, calibration, other);
    }
}
