package org.tl4j.onnx.runtime;

import java.util.Map;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.network.FiniteValues;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.preprocessing.ImageBatch;

/** The features of a network in ONNX. */
public final class SessionFeatures implements FeatureNetwork {
    private final OnnxSession session;
    private final Boundary boundary;
    private final Failure failure;

    /**
     * Takes ownership of {@code session}, and closes it if it does not fit.
     *
     * @throws org.tl4j.core.error.Tl4jException that {@code failure} makes, if it gives no features, or another number than
     *     the boundary
     */
    public SessionFeatures(OnnxSession session, Boundary boundary, Failure failure) {
        this.session = session;
        this.boundary = boundary;
        this.failure = failure;
        try {
            int width = session.width(OnnxNetwork.FEATURES);
            if (width != boundary.width()) {
                throw failure.of("must give " + boundary.width() + " features", Integer.toString(width));
            }
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public Boundary boundary() {
        return boundary;
    }

    @Override
    public FeatureBatch features(ImageBatch images) {
        FeatureBatch features = FeatureBatch.allocate(images.images(), boundary.width());
        session.run(images, Map.of(OnnxNetwork.FEATURES, features));
        FiniteValues.require(
                features.values(), "features of the " + failure.subject(), failure.remedy(), p -> failure.of(p, null));
        return features;
    }

    @Override
    public void close() {
        session.close();
    }
}
