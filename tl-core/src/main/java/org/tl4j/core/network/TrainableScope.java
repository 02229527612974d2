package org.tl4j.core.network;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Which part of a pretrained network is trained, and how.
 *
 * @param from the first layer group that is trained; empty trains all
 * @param batchNorm how its batch norms are treated
 * @param optimizer how parameters change
 */
public record TrainableScope(Optional<String> from, BatchNormMode batchNorm, Optimizer optimizer) {
    public TrainableScope {
        requireNonNull(from, "from is null");
        requireNonNull(batchNorm, "batchNorm is null");
        requireNonNull(optimizer, "optimizer is null");
    }
}
