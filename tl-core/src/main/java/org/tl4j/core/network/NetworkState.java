package org.tl4j.core.network;

import java.util.List;
import org.tl4j.core.weights.Tensor;

/**
 * All that training has changed in a network so far.
 *
 * @param parameters by layer name, statistics of batch norms included
 * @param optimizer what the optimiser remembers, by the name of the parameter; empty starts it anew
 */
public record NetworkState(List<Tensor> parameters, List<Tensor> optimizer) {
    public NetworkState {
        parameters = List.copyOf(parameters);
        optimizer = List.copyOf(optimizer);
    }

    /** The same without what the optimiser remembers. */
    public NetworkState parametersAlone() {
        return new NetworkState(parameters, List.of());
    }
}
