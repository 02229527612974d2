package org.tl4j.onnx.runtime;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.UnpooledNetwork;
import org.tl4j.core.backbone.UnpooledOutput;
import org.tl4j.core.network.FiniteValues;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.preprocessing.ImageBatch;

/** The values of a network in ONNX before pooling. */
final class SessionMaps implements UnpooledNetwork {
    private static final Failure FAILURE = Failure.BUNDLE;

    private final OnnxSession session;
    private final List<UnpooledOutput> outputs;
    private final int width;

    /** Takes ownership of {@code session}, whose output {@value OnnxNetwork#FEATURES} has the values of all outputs. */
    SessionMaps(OnnxSession session, List<UnpooledOutput> outputs) {
        this.session = requireNonNull(session, "session is null");
        this.outputs = List.copyOf(outputs);
        this.width = Math.toIntExact(
                outputs.stream().mapToLong(output -> output.shape().values()).sum());
    }

    @Override
    public List<UnpooledOutput> outputs() {
        return outputs;
    }

    @Override
    public FeatureBatch values(ImageBatch images) {
        FeatureBatch values = FeatureBatch.allocate(images.images(), width);
        session.run(images, Map.of(OnnxNetwork.FEATURES, values));
        FiniteValues.require(
                values.values(), "features of the " + FAILURE.subject(), FAILURE.remedy(), p -> FAILURE.of(p, null));
        return values;
    }

    @Override
    public void close() {
        session.close();
    }
}
