package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
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
 * @param measuredBoundary whether features are taken where cross-validation on the training images finds them better than at
 *     the default boundary, beyond chance; then {@code backbone} names no boundary, and {@code strategy} is not one from scratch
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
        boolean measuredBoundary,
        boolean recordSources) {
    /** A fifth of the images for validation, seed 1. */
    public static final SplitSettings DEFAULT_SPLIT = new SplitSettings(0.2, 1);

    /**
     * Checks that nothing is missing.
     *
     * @throws org.tl4j.core.error.UsageException if something is null, or the boundary is to be measured where it is named or
     *     not used
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
        if (measuredBoundary) {
            MeasuredBoundary.require(backbone, strategy);
        }
    }

    /** The same at the boundary that the backbone names, or at its default, recording the place of the images. */
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
                calibration,
                false,
                true);
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
        return with(changed -> changed.backbone = Optional.of(required(other, "backbone")));
    }

    /** The same with another split. */
    public TrainingRequest withSplit(SplitSettings other) {
        return with(changed -> changed.split = other);
    }

    /** The same with other limits. */
    public TrainingRequest withReading(ReadingSettings other) {
        return with(changed -> changed.reading = other);
    }

    /** The same by another strategy. */
    public TrainingRequest withStrategy(StrategySettings other) {
        return with(changed -> changed.strategy = other);
    }

    /** The same, keeping checkpoints in {@code other}; where it holds those of the same run, training goes on from there. */
    public TrainingRequest withCheckpoints(CheckpointStore other) {
        return with(changed -> changed.checkpoints = other);
    }

    /** The same, reporting to {@code other} how far it is. */
    public TrainingRequest withProgress(Progress other) {
        return with(changed -> changed.progress = other);
    }

    /** The same, reporting to {@code other} what happens. */
    public TrainingRequest withListener(TrainingListener other) {
        return with(changed -> changed.listener = other);
    }

    /** The same with other thresholds, sets and bounds. */
    public TrainingRequest withCalibration(CalibrationSettings other) {
        return with(changed -> changed.calibration = other);
    }

    /**
     * The same, taking features where they are found better than at the default boundary by cross-validation on the training
     * images, or not. The choice and what was measured is the first of {@link TrainingReport#decisions()}.
     *
     * @throws org.tl4j.core.error.UsageException if the backbone names a boundary, or the strategy trains from scratch
     */
    public TrainingRequest withMeasuredBoundary(boolean other) {
        return with(changed -> changed.measuredBoundary = other);
    }

    /** The same, recording the place of the images or not. */
    public TrainingRequest withRecordSources(boolean other) {
        return with(changed -> changed.recordSources = other);
    }

    private TrainingRequest with(Consumer<Changed> change) {
        Changed changed = new Changed(this);
        change.accept(changed);
        return changed.request();
    }

    /** The parts of a request while one of them changes. */
    private static final class Changed {
        private final Path data;
        private final Path bundle;
        private Optional<BackboneRequest> backbone;
        private SplitSettings split;
        private ReadingSettings reading;
        private StrategySettings strategy;
        private CheckpointStore checkpoints;
        private Progress progress;
        private TrainingListener listener;
        private CalibrationSettings calibration;
        private boolean measuredBoundary;
        private boolean recordSources;

        Changed(TrainingRequest request) {
            data = request.data;
            bundle = request.bundle;
            backbone = request.backbone;
            split = request.split;
            reading = request.reading;
            strategy = request.strategy;
            checkpoints = request.checkpoints;
            progress = request.progress;
            listener = request.listener;
            calibration = request.calibration;
            measuredBoundary = request.measuredBoundary;
            recordSources = request.recordSources;
        }

        TrainingRequest request() {
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
                    calibration,
                    measuredBoundary,
                    recordSources);
        }
    }
}
