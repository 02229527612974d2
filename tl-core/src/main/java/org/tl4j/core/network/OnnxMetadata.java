package org.tl4j.core.network;

/** The keys under which an {@link OnnxNetwork} states what its graph does not show. All may be missing. */
public final class OnnxMetadata {
    /** How many parameters the network has. */
    public static final String PARAMETERS = "tl4j.parameters";

    /** How many of them training could change. */
    public static final String TRAINABLE = "tl4j.trainable-parameters";

    /** The layers that training could not change, one per line. */
    public static final String FROZEN = "tl4j.frozen-layers";

    /** The layers whose outputs are the output {@value OnnxNetwork#FEATURES}, in the order of the features, one per line. */
    public static final String BOUNDARIES = "tl4j.boundaries";

    /** The word of the pooling by which they become features. */
    public static final String POOLING = "tl4j.pooling";

    /** The word of the {@link org.tl4j.core.dataset.LabelMode}; where it is missing, images have one label. */
    public static final String LABEL_MODE = "tl4j.label-mode";

    private OnnxMetadata() {}
}
