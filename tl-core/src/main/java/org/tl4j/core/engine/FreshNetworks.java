package org.tl4j.core.engine;

import java.util.Optional;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.weights.LocatedWeights;

/**
 * An ability of engines that train: the network of an entry, with random initial weights and its own classifier.
 * Thread-safe.
 */
public interface FreshNetworks {
    /**
     * The network of an entry with random initial weights, for pretraining; the caller closes it. If the graph is in
     * the weights file, a linear layer at the default boundary is the classifier.
     *
     * @param weights needed if the graph is in their file, and not read otherwise
     * @param classes how many outputs it gets
     * @param seed of the initial weights
     * @throws org.tl4j.core.error.WeightsException if the graph is in a file that is missing or does not fit
     */
    TrainableNetwork untrained(
            BackboneEntry entry, Optional<LocatedWeights> weights, int classes, long seed, Optimizer optimizer);
}
