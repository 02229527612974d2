package org.tl4j.strategies.training;

import java.util.Map;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.training.GradientSettings;
import org.tl4j.core.training.RunContext;

/** Training of all layers from random initial weights, at one learning rate. */
public final class FreshTraining {
    private FreshTraining() {}

    /**
     * A run that trains it.
     *
     * @param piece what it is called
     * @param network with random initial weights; its owner closes it
     * @param classes how many outputs it has
     * @param train what it learns from
     * @param validation what it is measured on after each epoch; may be empty
     * @param identity all that a checkpoint of it depends on
     * @param workers load its batches; they stay their owner's
     */
    public static TrainingRun run(
            String piece,
            TrainableNetwork network,
            int classes,
            Examples train,
            Examples validation,
            GradientSettings settings,
            Map<String, String> identity,
            Workers workers,
            RunContext context) {
        return new TrainingRun(
                piece,
                network,
                classes,
                train,
                validation,
                settings,
                LayerwiseLearningRates.uniform(network.groups().size()),
                identity,
                workers,
                context);
    }
}
