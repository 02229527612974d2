package org.tl4j.onnx;

import java.util.List;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.engine.OnnxRunner;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.onnx.runtime.CheckedModel;
import org.tl4j.onnx.runtime.Failure;
import org.tl4j.onnx.runtime.OnnxSession;
import org.tl4j.onnx.runtime.SessionClassifier;
import org.tl4j.onnx.runtime.SessionFeatures;
import org.tl4j.onnx.runtime.Sessions;

/** Opens networks in ONNX, after they were checked. Thread-safe. */
final class SessionRunner implements OnnxRunner {
    private final Sessions sessions;

    SessionRunner(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public FeatureNetwork features(OnnxNetwork network, Boundary boundary) {
        return new SessionFeatures(
                sessions.open(CheckedModel.of(network, Failure.WEIGHTS), Failure.WEIGHTS), boundary, Failure.WEIGHTS);
    }

    @Override
    public FeatureNetwork features(
            NetworkContents contents, Preprocessing input, List<String> boundaries, Pooling pooling) {
        OnnxSession session = bundle(contents, input);
        int width;
        try {
            width = session.width(OnnxNetwork.FEATURES);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
        return new SessionFeatures(session, new Boundary(boundaries, pooling, width), Failure.BUNDLE);
    }

    @Override
    public TrainedNetwork classifier(NetworkContents contents, Preprocessing input) {
        return new SessionClassifier(bundle(contents, input), contents);
    }

    private OnnxSession bundle(NetworkContents contents, Preprocessing input) {
        OnnxNetwork network =
                new OnnxNetwork(contents.bytes(OnnxNetwork.ENTRY), contents.tensors(NetworkContents.WEIGHTS));
        return sessions.open(CheckedModel.ofBundle(network, input), Failure.BUNDLE);
    }
}
