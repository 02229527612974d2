package org.tl4j.core.engine;

import java.util.function.UnaryOperator;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainableScope;
import org.tl4j.core.network.TrainedNetwork;

/** An {@link AcceleratedBackbone} that can be trained: only what stays frozen is computed by the other engine. */
final class AcceleratedTrainableBackbone extends AcceleratedBackbone implements TrainableBackbone {
    private final TrainableBackbone original;
    private final UnaryOperator<Backbone> accelerating;

    /**
     * As {@link AcceleratedBackbone}.
     *
     * @param accelerating hands a part of the original to the other engine, where that can compute it
     */
    AcceleratedTrainableBackbone(
            TrainableBackbone original,
            FeatureNetwork network,
            EngineInfo runner,
            UnaryOperator<Backbone> accelerating) {
        super(original, network, runner);
        this.original = original;
        this.accelerating = accelerating;
    }

    @Override
    public TrainedNetwork withHead(LinearHead head) {
        return original.withHead(head);
    }

    @Override
    public void requireTunableFrom(String group) {
        original.requireTunableFrom(group);
    }

    @Override
    public Backbone frozenPrefix(String group) {
        return accelerating.apply(original.frozenPrefix(group));
    }

    @Override
    public TrainableNetwork tunable(LinearHead head, TrainableScope tuning) {
        return original.tunable(head, tuning);
    }

    @Override
    public TrainableNetwork untrained(LabelSet labels, long seed, Optimizer optimizer) {
        return original.untrained(labels, seed, optimizer);
    }
}
