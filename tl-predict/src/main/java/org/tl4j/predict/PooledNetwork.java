package org.tl4j.predict;

import org.tl4j.core.backbone.UnpooledNetwork;
import org.tl4j.core.prediction.HeatMapKind;
import org.tl4j.core.preprocessing.ImageBatch;

/** A network whose logits are sums over the positions of pooled maps. Its rows are values before pooling. */
final class PooledNetwork implements AttributableNetwork {
    private final UnpooledNetwork network;
    private final LogitParts parts;

    /** Closes {@code network} at its end. */
    PooledNetwork(UnpooledNetwork network, LogitParts parts) {
        this.network = network;
        this.parts = parts;
    }

    @Override
    public HeatMapKind kind() {
        return HeatMapKind.EXACT;
    }

    @Override
    public float[][] rows(ImageBatch images) {
        return NetworkEmbedder.rows(network.values(images));
    }

    @Override
    public PositionGrid of(float[] row, int label) {
        return parts.of(row, label);
    }

    @Override
    public float[] probabilities(ImageBatch image) {
        return parts.probabilities(rows(image)[0]);
    }

    @Override
    public void close() {
        network.close();
    }
}
