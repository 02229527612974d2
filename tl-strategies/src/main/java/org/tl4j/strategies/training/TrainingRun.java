package org.tl4j.strategies.training;

import java.util.Map;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.training.GradientSettings;
import org.tl4j.core.training.RunContext;

/**
 * A piece of gradient training.
 *
 * @param piece its name, {@code fine-tuning from layer3}
 * @param network the network that is trained; its owner closes it
 * @param classes how many outputs it has
 * @param train the training examples
 * @param validation the examples that it is measured on after each epoch; may be empty
 * @param settings the settings of training
 * @param rates the learning rate of each layer group
 * @param identity everything that a checkpoint of this piece depends on, so that a checkpoint of another run is rejected
 * @param workers threads that load its batches; their owner closes them
 * @param context the seed, listeners and checkpoints; an image that cannot be decoded always ends the run
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

    /** The batches of training examples. */
    BatchSupply supply() {
        return new BatchSupply(
                workers,
                train,
                settings.batchSize(),
                Targets.of(settings.loss(), train.targets()),
                settings.loss().mixup(),
                new Seeds(context.seed()));
    }
}
