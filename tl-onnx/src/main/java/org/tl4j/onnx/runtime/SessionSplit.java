package org.tl4j.onnx.runtime;

import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.backbone.SplitNetwork;
import org.tl4j.core.preprocessing.ImageBatch;

/** A network in two sessions, which it closes. */
final class SessionSplit implements SplitNetwork {
    private final SessionMaps values;
    private final SessionTail tail;

    SessionSplit(SessionMaps values, SessionTail tail) {
        this.values = values;
        this.tail = tail;
    }

    @Override
    public FeatureShape shape() {
        return tail.shape();
    }

    @Override
    public FeatureBatch values(ImageBatch images) {
        return values.values(images);
    }

    @Override
    public FeatureBatch logits(FeatureBatch batch) {
        return tail.logits(batch);
    }

    @Override
    public void close() {
        try {
            values.close();
        } finally {
            tail.close();
        }
    }
}
