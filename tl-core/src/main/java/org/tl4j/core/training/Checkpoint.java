package org.tl4j.core.training;

import java.util.List;
import java.util.Map;
import org.tl4j.core.weights.Tensor;

/**
 * Where a piece of training has got to.
 *
 * @param tensors parameters and what the optimiser remembers
 * @param facts everything else, as text by name
 */
public record Checkpoint(List<Tensor> tensors, Map<String, String> facts) {
    public Checkpoint {
        tensors = List.copyOf(tensors);
        facts = Map.copyOf(facts);
    }
}
