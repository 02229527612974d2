package org.tl4j.onnx;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.backbone.NetworkSplit;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.UnpooledNetwork;
import org.tl4j.core.engine.OnnxRunner;
import org.tl4j.core.engine.RefusedNetworkException;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.onnx.runtime.CheckedModel;
import org.tl4j.onnx.runtime.Failure;
import org.tl4j.onnx.runtime.MapSessions;
import org.tl4j.onnx.runtime.OnnxSession;
import org.tl4j.onnx.runtime.SessionClassifier;
import org.tl4j.onnx.runtime.SessionFeatures;
import org.tl4j.onnx.runtime.Sessions;
import org.tl4j.onnx.runtime.SplitSessions;

/** Opens networks in ONNX, after they were checked. Thread-safe. */
final class SessionRunner implements OnnxRunner {
    private final Sessions sessions;

    SessionRunner(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public FeatureNetwork features(OnnxNetwork network, Boundary boundary) {
        OnnxSession session = opened(CheckedModel.of(network, Failure.WEIGHTS), Failure.WEIGHTS);
        return new SessionFeatures(session, boundary, Failure.WEIGHTS);
    }

    @Override
    public Optional<FeatureNetwork> features(
            NetworkContents contents, Preprocessing input, List<String> boundaries, Pooling pooling) {
        CheckedModel model = bundle(contents, input);
        if (!model.facts().outputs().containsKey(OnnxNetwork.FEATURES)
                || !model.facts().givesFeaturesOf(boundaries, pooling)) {
            return Optional.empty();
        }
        OnnxSession session = opened(model, Failure.BUNDLE);
        int width;
        try {
            width = session.width(OnnxNetwork.FEATURES);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
        return Optional.of(new SessionFeatures(session, new Boundary(boundaries, pooling, width), Failure.BUNDLE));
    }

    @Override
    public Optional<UnpooledNetwork> unpooled(NetworkContents contents, Preprocessing input, List<String> boundaries) {
        bundle(contents, input);
        try {
            return new MapSessions(sessions).open(contents, input, boundaries);
        } catch (Tl4jException e) {
            throw new RefusedNetworkException(e);
        }
    }

    @Override
    public NetworkSplit split(NetworkContents contents, Preprocessing input) {
        int labels = bundle(contents, input).facts().classes();
        try {
            return new SplitSessions(sessions).open(contents, input, labels);
        } catch (Tl4jException e) {
            throw new RefusedNetworkException(e);
        }
    }

    @Override
    public TrainedNetwork classifier(NetworkContents contents, Preprocessing input) {
        return new SessionClassifier(opened(bundle(contents, input), Failure.BUNDLE), contents);
    }

    private static CheckedModel bundle(NetworkContents contents, Preprocessing input) {
        OnnxNetwork network =
                new OnnxNetwork(contents.bytes(OnnxNetwork.ENTRY), contents.tensors(NetworkContents.WEIGHTS));
        return CheckedModel.ofBundle(network, input);
    }

    /** The model is valid, so whatever ONNX Runtime says of it, another engine may run it. */
    private OnnxSession opened(CheckedModel model, Failure failure) {
        try {
            return sessions.open(model, failure);
        } catch (Tl4jException e) {
            throw new RefusedNetworkException(e);
        }
    }
}
