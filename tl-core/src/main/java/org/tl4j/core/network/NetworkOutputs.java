package org.tl4j.core.network;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a network computes for images. The arrays belong to the receiver.
 *
 * @param probabilities one row per image, one value per class
 * @param features one row per image, the values that the output layer takes; empty where the network does not end in one
 *     linear layer, or its engine cannot give them
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record NetworkOutputs(float[][] probabilities, Optional<float[][]> features) {
    public NetworkOutputs {
        requireNonNull(probabilities, "probabilities is null");
        requireNonNull(features, "features is null");
    }
}
