package org.tl4j.strategies.training;

import java.util.Map;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.CheckpointStore;
import org.tl4j.core.training.GradientSettings;
import org.tl4j.core.training.TrainingListener;

/**
 * A piece of gradient training.
 *
 * @param piece what it is called, {@code fine-tuning from layer3}
 * @param network what is trained; it stays its owner's
 * @param classes how many outputs it has
 * @param train what it learns from
 * @param validation what it is measured on after each epoch; may be empty
 * @param settings how it learns
 * @param rates how fast each layer group does
 * @param seed of everything random
 * @param identity all that a checkpoint of this piece depends on, so that none of another run is taken for it
 * @param checkpoints keeps what was reached, and has what an interrupted run reached
 * @param listener hears each epoch
 * @param progress hears each batch
 */
public record TrainingRun(
        String piece,
        TrainableNetwork network,
        int classes,
        Examples train,
        Examples validation,
        GradientSettings settings,
        LayerwiseLearningRates rates,
        long seed,
        Map<String, String> identity,
        CheckpointStore checkpoints,
        TrainingListener listener,
        Progress progress) {
    public TrainingRun {
        identity = Map.copyOf(identity);
    }

    /** The same under another name. */
    public TrainingRun named(String other) {
        return with(other, settings);
    }

    /** The same for another number of epochs. */
    public TrainingRun withEpochs(int epochs) {
        return with(piece, settings.withEpochs(epochs));
    }

    private TrainingRun with(String otherPiece, GradientSettings otherSettings) {
        return new TrainingRun(
                otherPiece,
                network,
                classes,
                train,
                validation,
                otherSettings,
                rates,
                seed,
                identity,
                checkpoints,
                listener,
                progress);
    }

    /** The batches that it learns from. */
    BatchSupply supply() {
        return new BatchSupply(
                train,
                classes,
                settings.batchSize(),
                Targets.of(settings.loss(), train, classes),
                settings.loss().mixup(),
                new Seeds(seed));
    }
}
