package org.tl4j.core.backbone;

import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainableScope;
import org.tl4j.core.network.TrainedNetwork;

/** A backbone of an engine that can train: its graph can be changed, and its weights updated. Thread-safe. */
public interface TrainableBackbone extends Backbone {
    /**
     * A new network: this backbone, frozen up to the boundary, its old output removed, and a new output layer that holds
     * {@code head}. The backbone stays as it is.
     */
    TrainedNetwork withHead(LinearHead head);

    @Override
    default NetworkContents contents(LinearHead head) {
        try (TrainedNetwork network = withHead(head)) {
            return network.contents();
        }
    }

    /**
     * Checks that training can begin at a layer group. Looks at the structure alone: nothing is computed, and no graph is
     * opened.
     *
     * @throws org.tl4j.core.error.UsageException if there is no such group, nothing with parameters before it, or a
     *     boundary before it
     */
    void requireTunableFrom(String group);

    /**
     * The part before a layer group, as a backbone of its own: its features are the inputs of the group, with
     * {@link Pooling#FLATTEN}. The caller closes it.
     *
     * @throws org.tl4j.core.error.UsageException as {@link #requireTunableFrom}
     */
    Backbone frozenPrefix(String group);

    /**
     * This network and a new output layer that holds {@code head}, ready to be trained from what it has learned.
     *
     * <p>Where {@code tuning} trains a part of it, the inputs of that network are the features of {@link #frozenPrefix}.
     *
     * @throws org.tl4j.core.error.UsageException if there is no group of the name in {@code tuning}, or a boundary before it
     */
    TrainableNetwork tunable(LinearHead head, TrainableScope tuning);

    /**
     * The same network with random initial weights and a new output layer, for training without pretraining.
     *
     * @param labels the classes, and whether an image has one or several
     */
    TrainableNetwork untrained(LabelSet labels, long seed, Optimizer optimizer);
}
