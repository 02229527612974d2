package org.tl4j.dl4j.training;

import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.dl4j.graph.Arrays4j;

/**
 * Deeplearning4j's own computation.
 *
 * @param working the training graph, which the caller keeps
 * @param inputShape shape of one example
 */
record GraphComputation(TrainingGraph working, List<Long> inputShape) implements StepComputation {
    @Override
    public double gradients(ExampleBatch batch) {
        try (INDArray inputs = inputs(batch);
                INDArray targets = Arrays4j.from(
                        batch.targets(), batch.examples(), batch.targets().limit() / batch.examples())) {
            return working.gradients(inputs, targets);
        }
    }

    @Override
    public float[][] probabilities(ExampleBatch batch) {
        try (INDArray inputs = inputs(batch);
                INDArray output = working.graph().outputSingle(inputs)) {
            return Arrays4j.rows(output, batch.examples());
        }
    }

    private INDArray inputs(ExampleBatch batch) {
        return Arrays4j.from(
                batch.inputs(),
                LongStream.concat(
                                LongStream.of(batch.examples()),
                                inputShape.stream().mapToLong(Long::longValue))
                        .toArray());
    }

    @Override
    public void parametersChanged() {
        // the graph computes with the parameters themselves
    }

    @Override
    public void close() {
        // the graph is the caller's
    }
}
