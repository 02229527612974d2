package org.tl4j.core.backbone;

import java.util.List;

/** The shape of a layer's output for one image, before pooling. */
public sealed interface FeatureShape permits FeatureMap, FeatureVector, TokenSequence {
    /** Its dimensions, from the outermost on. */
    List<Long> dimensions();

    /** How many values it has. */
    default long values() {
        return dimensions().stream().reduce(1L, Math::multiplyExact);
    }

    /** In words, for messages: {@code a map of 512 channels of 7x7}. */
    String words();
}
