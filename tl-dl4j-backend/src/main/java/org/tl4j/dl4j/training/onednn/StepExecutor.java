package org.tl4j.dl4j.training.onednn;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.tl4j.core.dataset.LabelMode;

/**
 * Computes loss, gradients and probabilities of a network that ends in logits. Calls and memory are planned once for a
 * number of examples; a smaller batch is computed as one with examples that do not count. Not thread-safe.
 */
public final class StepExecutor implements AutoCloseable {
    /** The name of the input. */
    public static final String INPUT = "input";

    /** How many examples at most outputs alone are computed of at a time: memory grows with them, speed no longer. */
    private static final int OUTPUTS_AT_A_TIME = 16;

    private final List<Operation> operations;
    private final List<Long> inputShape;
    private final LabelMode mode;
    private StepPlan plan;
    private boolean forSteps;
    private boolean parametersChanged;
    private boolean closed;

    /**
     * Plans nothing yet.
     *
     * @param operations in the order of computation, the last of which computes the logits
     * @param inputShape shape of one example: [channels, height, width] or [features]
     * @param mode what follows the logits: a softmax, or a sigmoid for each label
     */
    public StepExecutor(List<Operation> operations, List<Long> inputShape, LabelMode mode) {
        this.operations = List.copyOf(operations);
        this.inputShape = List.copyOf(inputShape);
        this.mode = mode;
    }

    /** Why the native library is missing; empty if it is loaded. */
    public static Optional<String> missing() {
        try {
            dnnl.dnnl_get_effective_cpu_isa();
            return Optional.empty();
        } catch (LinkageError e) {
            return Optional.of(e.toString());
        }
    }

    /**
     * Plans steps of up to {@code examples} examples, if that was not done yet. A plan that was made for outputs alone may be
     * far too large, and is not used.
     *
     * @throws RuntimeException if oneDNN has no implementation for one of the shapes, or has no memory
     * @throws OutOfMemoryError if the limits of JavaCPP leave no memory
     * @throws IllegalStateException if it is closed
     */
    public void prepareSteps(int examples) {
        if (plan == null || plan.examples() < examples || (!forSteps && plan.examples() > examples)) {
            replace(examples);
        }
        forSteps = true;
    }

    /**
     * Plans outputs, some examples at a time, if nothing is planned yet.
     *
     * @throws RuntimeException as {@link #prepareSteps} does
     */
    public void prepareOutputs(int examples) {
        if (plan == null) {
            replace(Math.min(examples, OUTPUTS_AT_A_TIME));
            forSteps = false;
        }
    }

    private void replace(int examples) {
        if (closed) {
            throw new IllegalStateException("the executor is closed");
        }
        discard();
        plan = new StepPlan(operations, shape(examples));
        parametersChanged = true;
    }

    private Shape shape(int examples) {
        return inputShape.size() == 1
                ? new Shape(examples, inputShape.get(0), 1, 1)
                : new Shape(examples, inputShape.get(0), inputShape.get(1), inputShape.get(2));
    }

    /** Must be called when parameters were changed. */
    public void parametersChanged() {
        parametersChanged = true;
    }

    /**
     * Writes the gradients of all parameters, summed over the examples, and returns the mean loss, cross-entropy with the
     * targets as weights of the classes, or of the presence and absence of labels.
     *
     * @param inputs [examples, ...]
     * @param targets [examples, classes], or [examples, 2 * labels]
     * @param examples how many; {@link #prepareSteps} was called for as many or more
     */
    public double gradients(FloatBuffer inputs, FloatBuffer targets, int examples) {
        forward(inputs);
        OutputLoss loss = OutputLoss.of(mode, plan.outputs(), targets, examples);
        FloatBuffer gradients = plan.outputGradients();
        gradients.put(0, loss.gradients());
        fillWithZeros(gradients, loss.gradients().length);
        plan.backward();
        return loss.mean();
    }

    /**
     * The probabilities of the classes, [examples, classes].
     *
     * @param examples how many; {@link #prepareOutputs} was called before, for any number
     */
    public float[][] probabilities(FloatBuffer inputs, int examples) {
        int width = inputs.limit() / examples;
        float[][] all = new float[examples][];
        for (int from = 0; from < examples; from += plan.examples()) {
            int count = Math.min(plan.examples(), examples - from);
            forward(inputs.slice(from * width, count * width));
            FloatBuffer logits = plan.outputs();
            float[][] some = OutputLoss.probabilities(mode, logits, count, logits.limit() / plan.examples());
            System.arraycopy(some, 0, all, from, count);
        }
        return all;
    }

    private void forward(FloatBuffer inputs) {
        if (parametersChanged) {
            plan.load();
            parametersChanged = false;
        }
        FloatBuffer all = plan.input();
        all.put(0, inputs, 0, inputs.limit());
        fillWithZeros(all, inputs.limit());
        plan.forward();
    }

    private static void fillWithZeros(FloatBuffer buffer, int from) {
        for (int i = from; i < buffer.limit(); i++) {
            buffer.put(i, 0);
        }
    }

    /** Frees the memory of the plan; the next preparation makes another. */
    public void discard() {
        if (plan != null) {
            plan.close();
            plan = null;
        }
    }

    @Override
    public void close() {
        discard();
        closed = true;
    }
}
