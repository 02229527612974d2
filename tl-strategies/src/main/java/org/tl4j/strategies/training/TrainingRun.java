package org.tl4j.strategies.training;

import java.util.Map;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.training.GradientSettings;
import org.tl4j.core.training.RunContext;

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
 * @param identity all that a checkpoint of this piece depends on, so that none of another run is taken for it
 * @param workers load its batches; they stay their owner's
 * @param context the seed, who hears of each epoch and batch, and where checkpoints are; an image that cannot be decoded
 *     ends the run in any case
 */
public record TrainingRun(
        String piece,
        TrainableNetwork network,
        int classes,
        Examples train,
        Examples validation,
        GradientSettings settings,
        LayerwiseLearningRates rates,
        Map<String, String> identity,
        Workers workers,
        RunContext context) {
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
                otherPiece, network, classes, train, validation, otherSettings, rates, identity, workers, context);
    }

    /** The batches that it learns from. */
    BatchSupply supply() {
        return new BatchSupply(
                workers,
                train,
                classes,
                settings.batchSize(),
                Targets.of(settings.loss(), train, classes),
                settings.loss().mixup(),
                new Seeds(context.seed()));
    }
}
