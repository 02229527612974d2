package org.tl4j.core.network;

import java.util.List;
import org.tl4j.core.weights.Tensor;

/**
 * All that training has changed in a network so far.
 *
 * @param parameters by layer name, statistics of batch norms included
 * @param optimizer the state of the optimiser, by the name of the parameter; empty resets it
 */
public record NetworkState(List<Tensor> parameters, List<Tensor> optimizer) {
    public NetworkState {
        parameters = List.copyOf(parameters);
        optimizer = List.copyOf(optimizer);
    }

    /** The same without the state of the optimiser. */
    public NetworkState parametersAlone() {
        return new NetworkState(parameters, List.of());
    }
}
