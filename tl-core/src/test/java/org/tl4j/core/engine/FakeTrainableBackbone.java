package org.tl4j.core.engine;

import java.util.List;
import java.util.function.Consumer;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainableScope;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.provenance.Digest;

/** A backbone of the engine {@code trainer}, which reports what it is asked for. */
record FakeTrainableBackbone(Preprocessing input, OnnxTranslation translation, Consumer<String> events)
        implements TrainableBackbone {
    @Override
    public BackboneSpec spec() {
        return new BackboneSpec(
                "net",
                Digest.of("net"),
                input,
                Boundary.at("top", Pooling.AVERAGE, 1),
                List.of(),
                1,
                0.01,
                "trainer 1");
    }

    @Override
    public FeatureBatch features(ImageBatch images) {
        events.accept("features by trainer");
        return FeatureBatch.allocate(images.images(), 1);
    }

    @Override
    public OnnxTranslation onnx() {
        return translation;
    }

    @Override
    public TrainedNetwork withHead(LinearHead head) {
        events.accept("withHead by trainer");
        return null;
    }

    @Override
    public void requireTunableFrom(String group) {
        // every group can be trained
    }

    @Override
    public Backbone frozenPrefix(String group) {
        return new FakeTrainableBackbone(input, translation, events);
    }

    @Override
    public TrainableNetwork tunable(LinearHead head, TrainableScope tuning) {
        events.accept("tunable by trainer");
        return null;
    }

    @Override
    public TrainableNetwork untrained(LabelSet labels, long seed, Optimizer optimizer) {
        return null;
    }

    @Override
    public void close() {
        events.accept("close backbone");
    }
}
