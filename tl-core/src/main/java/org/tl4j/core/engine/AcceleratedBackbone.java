package org.tl4j.core.engine;

import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.preprocessing.ImageBatch;

/** A backbone of one engine whose features another engine computes. */
class AcceleratedBackbone implements Backbone {
    private final Backbone original;
    private final FeatureNetwork network;
    private final EngineInfo runner;

    /**
     * Takes ownership of both networks.
     *
     * @param original whose features are replaced
     * @param network which computes the same
     * @param runner the engine of {@code network}
     */
    AcceleratedBackbone(Backbone original, FeatureNetwork network, EngineInfo runner) {
        this.original = original;
        this.network = network;
        this.runner = runner;
    }

    /** The engine that computes its features. */
    EngineInfo runner() {
        return runner;
    }

    /** That of the original, but the features are those of another engine. */
    @Override
    public BackboneSpec spec() {
        BackboneSpec spec = original.spec();
        return new BackboneSpec(
                spec.name(),
                spec.weights(),
                spec.preprocessing(),
                spec.boundary(),
                spec.groups(),
                spec.parameters(),
                spec.fineTuningRate(),
                runner.description());
    }

    @Override
    public FeatureBatch features(ImageBatch images) {
        return network.features(images);
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
    public void close() {
        try {
            network.close();
        } finally {
            original.close();
        }
    }
}
