package org.tl4j.core.network;

import java.util.List;

/**
 * A network under training, which owns its parameters: what it was made from stays as it is. It knows neither schedules nor
 * epochs; a strategy says what each step learns from, and how fast. Not thread-safe.
 */
public interface TrainableNetwork extends AutoCloseable {
    /** The name of the last group, the new output layer. */
    String HEAD = "head";

    /** The layer groups that can be trained, from the input on; the last is {@value #HEAD}. */
    List<LayerGroup> groups();

    /**
     * One step of gradient descent on the mean loss of a batch.
     *
     * @param rates the learning rate of each group, in the order of {@link #groups()}; a group of rate 0 stays exactly as it
     *     is, and so does what the optimiser remembers of it
     * @return the mean loss before the step; if it is not finite, nothing was changed
     */
    double step(ExampleBatch batch, List<Double> rates);

    /**
     * Class probabilities as at inference.
     *
     * @return an array an example, of one probability a class
     */
    float[][] probabilities(ExampleBatch batch);

    /** A copy of what training has changed. */
    NetworkState state();

    /** Likewise, without what the optimiser remembers, which may be twice as much again. */
    default NetworkState parameters() {
        return state().parametersAlone();
    }

    /** Goes back to a state, or takes over that of an earlier process. */
    void restore(NetworkState state);

    /** The whole network as it is now, the part that was not trained included, as one of its own; the caller closes it. */
    TrainedNetwork network();

    /** Frees native memory; a second time does nothing. */
    @Override
    void close();
}
