package org.tl4j.dl4j.training;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.dl4j.training.onednn.Operation;
import org.tl4j.dl4j.training.onednn.StepExecutor;

/** Computes by oneDNN, which keeps its layouts from layer to layer (docs/adr/0043). Where it cannot, Deeplearning4j does. */
final class OneDnnComputation implements StepComputation {
    private static final Logger LOG = LoggerFactory.getLogger(OneDnnComputation.class);

    /** Looked for once in a process, where training needs it first: it takes its time to load, and one warning is enough. */
    private static final class NativeLibrary {
        static final Optional<String> MISSING = StepExecutor.missing();

        static {
            MISSING.ifPresent(reason -> LOG.warn(
                    "training steps are computed by Deeplearning4j, because the library of oneDNN cannot be loaded: {}",
                    reason));
        }

        private NativeLibrary() {}
    }

    private final StepExecutor executor;
    private final GraphComputation graph;
    private boolean refused;

    OneDnnComputation(StepExecutor executor, GraphComputation graph) {
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
        if (TrainingSteps.notWanted().isPresent() || NativeLibrary.MISSING.isPresent()) {
            return Optional.empty();
        }
        try {
            List<Operation> operations = new OperationsOfGraph(working, start::trains).all();
            return Optional.of(new StepExecutor(operations, start.inputShape(), working.mode()));
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

    /** Whether oneDNN computes after {@code preparation}; once it cannot, Deeplearning4j does until the end. */
    boolean usable(Runnable preparation) {
        if (!refused) {
            try {
                preparation.run();
            } catch (RuntimeException | OutOfMemoryError e) {
                // oneDNN has no implementation for one of the shapes, or no memory; JavaCPP's limits are an error
                LOG.warn(
                        "training steps are computed by Deeplearning4j, because oneDNN cannot compute them: {}",
                        e.toString());
                refused = true;
                executor.discard();
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
