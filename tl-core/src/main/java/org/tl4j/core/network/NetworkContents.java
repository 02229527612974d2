package org.tl4j.core.network;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.tl4j.core.weights.Tensor;

/**
 * A network as data, for a bundle.
 *
 * @param runtime which software the configuration is for, {@code deeplearning4j}
 * @param configuration the graph, as JSON
 * @param weights every parameter and statistic, by layer name
 */
public record NetworkContents(String runtime, String configuration, List<Tensor> weights) {
    public NetworkContents {
        requireNonNull(runtime, "runtime is null");
        requireNonNull(configuration, "configuration is null");
        weights = List.copyOf(weights);
    }
}
