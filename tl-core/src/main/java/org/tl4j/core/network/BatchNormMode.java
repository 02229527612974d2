package org.tl4j.core.network;

/** How fine-tuning treats the batch norms of the part that it trains. */
public enum BatchNormMode {
    /** Statistics and affine parameters stay as they were pretrained: the layer is a fixed affine map. */
    FROZEN,
    /** Batches normalise themselves, statistics follow them, and the affine parameters are trained. */
    ADAPTIVE
}
