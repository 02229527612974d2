package org.tl4j.onnx.runtime;

import java.util.Map;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.backbone.TokenSequence;
import org.tl4j.core.network.FiniteValues;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.onnx.graph.TailModel;

/** The part of a network from a value to its logits. Thread-safe. */
final class SessionTail implements AutoCloseable {
    private static final Failure FAILURE = Failure.BUNDLE;

    private final OnnxSession session;
    private final FeatureShape shape;
    private final int labels;

    /** Takes ownership of {@code session}, a {@link TailModel}. */
    SessionTail(OnnxSession session, FeatureShape shape, int labels) {
        this.session = session;
        this.shape = shape;
        this.labels = labels;
    }

    /** That of the value. */
    FeatureShape shape() {
        return shape;
    }

    /** The logits [n, labels] of values [n, width]. */
    FeatureBatch logits(FeatureBatch values) {
        FeatureBatch logits = FeatureBatch.allocate(values.rows(), labels);
        session.run(asImages(values), Map.of(TailModel.LOGITS, logits));
        FiniteValues.require(
                logits.values(), "logits of the " + FAILURE.subject(), FAILURE.remedy(), p -> FAILURE.of(p, null));
        return logits;
    }

    /** The form of the input of a {@link TailModel}. */
    private ImageBatch asImages(FeatureBatch values) {
        if (shape instanceof FeatureMap map) {
            return new ImageBatch(
                    values.values(),
                    values.rows(),
                    Math.toIntExact(map.channels()),
                    Math.toIntExact(map.height()),
                    Math.toIntExact(map.width()));
        }
        TokenSequence tokens = (TokenSequence) shape;
        return new ImageBatch(
                values.values(), values.rows(), 1, Math.toIntExact(tokens.tokens()), Math.toIntExact(tokens.width()));
    }

    @Override
    public void close() {
        session.close();
    }
}
