package org.tl4j.dl4j.training;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.dl4j.training.onednn.Operation;
import org.tl4j.dl4j.training.onednn.StepExecutor;

/** Computes by oneDNN, which keeps its layouts from layer to layer (docs/adr/0043). Where it cannot, Deeplearning4j does. */
final class OneDnnComputation implements StepComputation {
    /** The system property that leaves training steps to Deeplearning4j if it is {@code false}. */
    static final String PROPERTY = "tl.onednn.steps";

    private static final Logger LOG = LoggerFactory.getLogger(OneDnnComputation.class);

    private final StepExecutor executor;
    private final GraphComputation graph;
    private boolean refused;

    private OneDnnComputation(StepExecutor executor, GraphComputation graph) {
        this.executor = executor;
        this.graph = graph;
    }

    /** The fastest computation of a training graph. */
    static StepComputation of(TrainingGraph working, TrainingSetup start) {
        GraphComputation graph = new GraphComputation(working, start.inputShape());
        return executor(working, start)
                .<StepComputation>map(executor -> new OneDnnComputation(executor, graph))
                .orElse(graph);
    }

    private static Optional<StepExecutor> executor(TrainingGraph working, TrainingSetup start) {
        if (!Nd4j.getEnvironment().isCPU()
                || !Nd4j.getEnvironment().helpersAllowed()
                || "false".equalsIgnoreCase(System.getProperty(PROPERTY))) {
            return Optional.empty();
        }
        Optional<String> missing = StepExecutor.missing();
        if (missing.isPresent()) {
            LOG.info("training steps are computed by Deeplearning4j: oneDNN is not available: {}", missing.get());
            return Optional.empty();
        }
        try {
            List<Operation> operations = new OperationsOfGraph(working, start::trains).all();
            return Optional.of(new StepExecutor(operations, start.inputShape()));
        } catch (UntranslatableLayerException e) {
            LOG.debug("training steps are computed by Deeplearning4j: {}", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public double gradients(ExampleBatch batch) {
        return usable(() -> executor.prepareSteps(batch.examples()))
                ? executor.gradients(batch.inputs(), batch.targets(), batch.examples())
                : graph.gradients(batch);
    }

    @Override
    public float[][] probabilities(ExampleBatch batch) {
        return usable(() -> executor.prepareOutputs(batch.examples()))
                ? executor.probabilities(batch.inputs(), batch.examples())
                : graph.probabilities(batch);
    }

    private boolean usable(Runnable preparation) {
        if (!refused) {
            try {
                preparation.run();
            } catch (RuntimeException e) {
                // oneDNN has no implementation for one of the shapes, or no memory
                LOG.warn(
                        "training steps are computed by Deeplearning4j, because oneDNN cannot compute them: {}",
                        e.toString());
                refused = true;
            }
        }
        return !refused;
    }

    @Override
    public void parametersChanged() {
        executor.parametersChanged();
    }

    @Override
    public void close() {
        executor.close();
    }
}
