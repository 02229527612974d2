package org.tl4j.core.training;

import java.util.List;
import java.util.Map;
import org.tl4j.core.weights.Tensor;

/**
 * The state of a piece of training.
 *
 * @param tensors parameters and the state of the optimiser
 * @param facts everything else, as text by name
 */
public record Checkpoint(List<Tensor> tensors, Map<String, String> facts) {
    public Checkpoint {
        tensors = List.copyOf(tensors);
        facts = Map.copyOf(facts);
    }
}
