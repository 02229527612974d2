package org.tl4j.learner;

import java.util.Optional;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainableScope;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;

/**
 * A backbone that knows which network was made from it last, so that the network can be measured while a strategy trains it. The
 * owner of the original closes it. For one thread.
 */
final class WatchedBackbone implements TrainableBackbone {
    private final TrainableBackbone original;
    private Optional<TrainableNetwork> inTraining = Optional.empty();

    WatchedBackbone(TrainableBackbone original) {
        this.original = original;
    }

    /** The network that was made last for training, if there was one; its owner may have closed it. */
    Optional<TrainableNetwork> inTraining() {
        return inTraining;
    }

    @Override
    public TrainableNetwork tunable(LinearHead head, TrainableScope tuning) {
        return watched(original.tunable(head, tuning));
    }

    @Override
    public TrainableNetwork untrained(LabelSet labels, long seed, Optimizer optimizer) {
        return watched(original.untrained(labels, seed, optimizer));
    }

    private TrainableNetwork watched(TrainableNetwork network) {
        inTraining = Optional.of(network);
        return network;
    }

    @Override
    public BackboneSpec spec() {
        return original.spec();
    }

    @Override
    public FeatureBatch features(ImageBatch images) {
        return original.features(images);
    }

    @Override
    public TrainedNetwork withHead(LinearHead head) {
        return original.withHead(head);
    }

    @Override
    public NetworkContents contents(LinearHead head) {
        return original.contents(head);
    }

    @Override
    public OnnxTranslation onnx() {
        return original.onnx();
    }

    @Override
    public void requireTunableFrom(String group) {
        original.requireTunableFrom(group);
    }

    @Override
    public Backbone frozenPrefix(String group) {
        return original.frozenPrefix(group);
    }

    @Override
    public void close() {
        // the original is its owner's
    }
}
