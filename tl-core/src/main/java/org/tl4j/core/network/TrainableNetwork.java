package org.tl4j.core.network;

import java.util.List;

/**
 * A network under training. It owns its parameters: the network that it was made from does not change. It knows neither
 * schedules nor epochs; a strategy says what each step learns from, and how fast. Not thread-safe.
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
     *     is, and so does its state in the optimiser
     * @return the mean loss before the step; if it is not finite, nothing was changed
     */
    double step(ExampleBatch batch, List<Double> rates);

    /**
     * Class probabilities as at inference.
     *
     * @return one array per example, with one probability per class
     */
    float[][] probabilities(ExampleBatch batch);

    /** A copy of all that training has changed. */
    NetworkState state();

    /** The same without the state of the optimiser, which may be twice as large. */
    default NetworkState parameters() {
        return state().parametersAlone();
    }

    /** Restores a state of this or an earlier process. */
    void restore(NetworkState state);

    /** A copy of the whole network as it is now, with the part that was not trained; the caller closes it. */
    TrainedNetwork network();

    /** Frees native memory. Closing twice has no effect. */
    @Override
    void close();
}
