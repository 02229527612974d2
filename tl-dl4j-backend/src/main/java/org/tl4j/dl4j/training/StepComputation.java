package org.tl4j.dl4j.training;

import org.tl4j.core.network.ExampleBatch;

/** Computes outputs and gradients of a training graph. Not thread-safe. */
interface StepComputation extends AutoCloseable {
    /**
     * Returns the mean loss of a batch; the gradients, summed over the batch, are then in the gradient views of the graph's
     * layers.
     */
    double gradients(ExampleBatch batch);

    /** The probabilities of each example of a batch. */
    float[][] probabilities(ExampleBatch batch);

    /** Must be called when parameters of the training graph were changed. */
    void parametersChanged();

    @Override
    void close();
}
