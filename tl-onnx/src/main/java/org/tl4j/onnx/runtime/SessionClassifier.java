package org.tl4j.onnx.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkOutputs;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.network.ProbabilityRow;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;

/** The class probabilities of the network of a bundle in ONNX. */
public final class SessionClassifier implements TrainedNetwork {
    private final OnnxSession session;
    private final NetworkContents contents;
    private final int classes;
    private final OptionalInt features;

    /**
     * Takes ownership of {@code session}, and closes it if it does not fit.
     *
     * @param contents that it was opened from
     * @throws BundleException if it gives no probabilities
     */
    public SessionClassifier(OnnxSession session, NetworkContents contents) {
        this.session = session;
        this.contents = contents;
        try {
            this.classes = session.width(OnnxNetwork.PROBABILITIES);
            this.features = session.facts().outputs().containsKey(OnnxNetwork.FEATURES)
                    ? OptionalInt.of(session.width(OnnxNetwork.FEATURES))
                    : OptionalInt.empty();
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public float[][] probabilities(ImageBatch images) {
        FeatureBatch batch = FeatureBatch.allocate(images.images(), classes);
        session.run(images, Map.of(OnnxNetwork.PROBABILITIES, batch));
        return probabilities(batch);
    }

    @Override
    public NetworkOutputs outputs(ImageBatch images) {
        if (features.isEmpty()) {
            return new NetworkOutputs(probabilities(images), Optional.empty());
        }
        FeatureBatch batch = FeatureBatch.allocate(images.images(), classes);
        FeatureBatch taken = FeatureBatch.allocate(images.images(), features.getAsInt());
        session.run(images, Map.of(OnnxNetwork.PROBABILITIES, batch, OnnxNetwork.FEATURES, taken));
        return new NetworkOutputs(probabilities(batch), Optional.of(rows(taken)));
    }

    private float[][] probabilities(FeatureBatch batch) {
        float[][] rows = rows(batch);
        for (float[] row : rows) {
            ProbabilityRow.require(row, labelMode());
        }
        return rows;
    }

    private static float[][] rows(FeatureBatch batch) {
        float[][] rows = new float[batch.rows()][batch.width()];
        for (int i = 0; i < rows.length; i++) {
            batch.row(i).get(0, rows[i]);
        }
        return rows;
    }

    /** As the metadata of the model states. */
    @Override
    public LabelMode labelMode() {
        return session.facts().labelMode();
    }

    /** As the metadata of the model states; where it states nothing, all its values, none of them trainable. */
    @Override
    public ParameterCounts parameters() {
        return session.facts().parameters();
    }

    /** As the metadata of the model states; empty where it states nothing. */
    @Override
    public List<String> frozenLayers() {
        return session.facts().frozenLayers();
    }

    @Override
    public NetworkContents contents() {
        return contents;
    }

    @Override
    public void close() {
        session.close();
    }
}
