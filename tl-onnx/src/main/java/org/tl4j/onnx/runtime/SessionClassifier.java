package org.tl4j.onnx.runtime;

import java.util.List;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.network.NetworkContents;
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
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public float[][] probabilities(ImageBatch images) {
        FeatureBatch batch = FeatureBatch.allocate(images.images(), classes);
        session.run(images, OnnxNetwork.PROBABILITIES, classes, batch.values());
        float[][] rows = new float[images.images()][classes];
        for (int i = 0; i < rows.length; i++) {
            batch.row(i).get(0, rows[i]);
            ProbabilityRow.require(rows[i], labelMode());
        }
        return rows;
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
