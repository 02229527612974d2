package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.CheckpointStore;
import org.tl4j.core.training.StrategySettings;
import org.tl4j.core.training.TrainingListener;

/**
 * A model to train further. Start with {@link #of} and change what should differ from the defaults.
 *
 * <pre>{@code
 * GrowthRequest request = GrowthRequest.of(Path.of("insects.tlz"), Path.of("insects-2.tlz"))
 *         .withData(Path.of("new photos"))
 *         .withChanges(LabelChanges.NONE.rename("bees", "honeybees"));
 * }</pre>
 *
 * @param model the old model; it is not changed
 * @param output the new model, another file
 * @param data more images, with labels that the model has or new ones; empty if only labels change
 * @param changes of the old labels; those of {@code data} are new names already
 * @param strategy how it is trained; empty takes the strategy and settings of the old model
 * @param withoutOld whether old images may be missing that are neither stored as features nor at their old place
 * @param refuseWorse whether nothing is written if the new model is worse than the old one by more than chance
 * @param reading limits on what is read
 * @param checkpoints keeps what long training has reached
 * @param progress receives how far the work is
 * @param listener receives what happens
 * @param recordSources whether the new bundle names the places of the images; it never does if the old one names none
 */
public record GrowthRequest(
        Path model,
        Path output,
        Optional<Path> data,
        LabelChanges changes,
        Optional<StrategySettings> strategy,
        boolean withoutOld,
        boolean refuseWorse,
        ReadingSettings reading,
        CheckpointStore checkpoints,
        Progress progress,
        TrainingListener listener,
        boolean recordSources) {
    /**
     * Checks that nothing is missing.
     *
     * @throws org.tl4j.core.error.UsageException if something is null
     */
    public GrowthRequest {
        required(model, "model");
        required(output, "output");
        required(data, "data");
        required(changes, "changes");
        required(strategy, "strategy");
        required(reading, "reading");
        required(checkpoints, "checkpoints");
        required(progress, "progress");
        required(listener, "listener");
    }

    /** The same, recording the places of the images if the old model does. */
    public GrowthRequest(
            Path model,
            Path output,
            Optional<Path> data,
            LabelChanges changes,
            Optional<StrategySettings> strategy,
            boolean withoutOld,
            boolean refuseWorse,
            ReadingSettings reading,
            CheckpointStore checkpoints,
            Progress progress,
            TrainingListener listener) {
        this(
                model,
                output,
                data,
                changes,
                strategy,
                withoutOld,
                refuseWorse,
                reading,
                checkpoints,
                progress,
                listener,
                true);
    }

    /** Trains {@code model} again on its images, and writes {@code output}. */
    public static GrowthRequest of(Path model, Path output) {
        return new GrowthRequest(
                model,
                output,
                Optional.empty(),
                LabelChanges.NONE,
                Optional.empty(),
                false,
                false,
                ReadingSettings.DEFAULT,
                CheckpointStore.NONE,
                Progress.NONE,
                TrainingListener.NONE);
    }

    /** The same with more images. */
    public GrowthRequest withData(Path more) {
        return with(changed -> changed.data = Optional.of(required(more, "data")));
    }

    /** The same with other labels. */
    public GrowthRequest withChanges(LabelChanges other) {
        return with(changed -> changed.changes = other);
    }

    /** The same, also where old images are gone. */
    public GrowthRequest allowingWithoutOld() {
        return with(changed -> changed.withoutOld = true);
    }

    /** The same, writing nothing if the new model is worse. */
    public GrowthRequest refusingWorse() {
        return with(changed -> changed.refuseWorse = true);
    }

    /** The same, recording the places of the images or not. */
    public GrowthRequest withRecordSources(boolean other) {
        return with(changed -> changed.recordSources = other);
    }

    private GrowthRequest with(Consumer<Changed> change) {
        Changed changed = new Changed(this);
        change.accept(changed);
        return changed.request();
    }

    /** The parts of a request while one of them changes. */
    private static final class Changed {
        private final Path model;
        private final Path output;
        private Optional<Path> data;
        private LabelChanges changes;
        private final Optional<StrategySettings> strategy;
        private boolean withoutOld;
        private boolean refuseWorse;
        private final ReadingSettings reading;
        private final CheckpointStore checkpoints;
        private final Progress progress;
        private final TrainingListener listener;
        private boolean recordSources;

        Changed(GrowthRequest request) {
            model = request.model;
            output = request.output;
            data = request.data;
            changes = request.changes;
            strategy = request.strategy;
            withoutOld = request.withoutOld;
            refuseWorse = request.refuseWorse;
            reading = request.reading;
            checkpoints = request.checkpoints;
            progress = request.progress;
            listener = request.listener;
            recordSources = request.recordSources;
        }

        GrowthRequest request() {
            return new GrowthRequest(
                    model,
                    output,
                    data,
                    changes,
                    strategy,
                    withoutOld,
                    refuseWorse,
                    reading,
                    checkpoints,
                    progress,
                    listener,
                    recordSources);
        }
    }
}
