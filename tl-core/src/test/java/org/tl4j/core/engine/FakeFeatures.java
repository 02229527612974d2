package org.tl4j.core.engine;

import java.util.function.Consumer;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.preprocessing.ImageBatch;

/** Gives features of zeros, and records what is asked of it. */
final class FakeFeatures implements FeatureNetwork {
    private final String engine;
    private final Consumer<String> events;

    FakeFeatures(String engine, Consumer<String> events) {
        this.engine = engine;
        this.events = events;
    }

    @Override
    public Boundary boundary() {
        return Boundary.at("top", Pooling.AVERAGE, 1);
    }

    @Override
    public FeatureBatch features(ImageBatch images) {
        events.accept("features by " + engine);
        return FeatureBatch.allocate(images.images(), 1);
    }

    @Override
    public void close() {
        events.accept("close network of " + engine);
    }
}
