package org.tl4j.dl4j.backbone;

import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkState;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainableScope;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.weights.Tensor;

/** A small head on the pretrained fixture, batches for it, and parameters of a network by name. */
public final class TuningKit {
    static final int CLASSES = 3;
    static final int EXAMPLES = 6;

    /** So small that no probability is so near 0 that DL4J cuts it off: features of random weights are large. */
    private static final float HEAD_DEVIATION = 0.01f;

    /** Settings of plain gradient descent. */
    static final Optimizer PLAIN = new Optimizer(Optimizer.Kind.SGD, 0, 0, 0, 0);

    private TuningKit() {}

    static TrainableNetwork tunable(TrainableBackbone backbone, BatchNormMode mode, Optimizer optimizer) {
        return backbone.tunable(head(), new TrainableScope(Optional.empty(), mode, optimizer));
    }

    static TrainableNetwork tunable(TrainableBackbone backbone, LinearHead head, BatchNormMode mode) {
        return backbone.tunable(head, new TrainableScope(Optional.empty(), mode, PLAIN));
    }

    static List<Double> rates(double rate) {
        return Collections.nCopies(5, rate);
    }

    static LinearHead head() {
        Random random = new Random(11);
        float[] weights = new float[64 * CLASSES];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian() * HEAD_DEVIATION;
        }
        return new LinearHead(64, CLASSES, weights, new float[] {0.1f, 0, -0.1f});
    }

    static ExampleBatch batch(ImageBatch images) {
        return batch(images.values());
    }

    static ExampleBatch batch(FloatBuffer inputs) {
        ExampleBatch batch = ExampleBatch.allocate(EXAMPLES, inputs.limit() / EXAMPLES, CLASSES);
        batch.inputs().put(0, inputs, 0, inputs.limit());
        for (int i = 0; i < EXAMPLES; i++) {
            batch.target(i).put(i % CLASSES, 1);
        }
        return batch;
    }

    /** The parameters by name. */
    public static Map<String, float[]> numbers(NetworkState state) {
        return tensors(state.parameters());
    }

    static float[] numbers(Tensor tensor) {
        float[] numbers = new float[tensor.values().limit()];
        tensor.values().get(0, numbers);
        return numbers;
    }

    static Map<String, float[]> tensors(List<Tensor> tensors) {
        return tensors.stream()
                .collect(Collectors.toMap(Tensor::name, TuningKit::numbers, (a, b) -> b, LinkedHashMap::new));
    }

    /** Element by element. */
    public static float[] differences(float[] from, float[] to) {
        float[] differences = new float[from.length];
        for (int i = 0; i < from.length; i++) {
            differences[i] = to[i] - from[i];
        }
        return differences;
    }

    /** The derivative of the loss by one value of a parameter. */
    static double centralDifference(
            TrainableNetwork network, NetworkState before, ExampleBatch batch, String name, int index) {
        return centralDifference(network, before, batch, name, index, 1e-4);
    }

    /** The same, by a central difference of {@code step}. */
    public static double centralDifference(
            TrainableNetwork network, NetworkState before, ExampleBatch batch, String name, int index, double step) {
        return (lossWith(network, before, batch, name, index, step)
                        - lossWith(network, before, batch, name, index, -step))
                / (2 * step);
    }

    private static double lossWith(
            TrainableNetwork network, NetworkState before, ExampleBatch batch, String name, int index, double change) {
        List<Tensor> changed = before.parameters().stream()
                .map(tensor -> tensor.name().equals(name) ? changed(tensor, index, change) : tensor)
                .toList();
        network.restore(new NetworkState(changed, List.of()));
        return network.step(batch, Collections.nCopies(network.groups().size(), 0.0));
    }

    private static Tensor changed(Tensor tensor, int index, double change) {
        float[] numbers = numbers(tensor);
        numbers[index] += (float) change;
        return new Tensor(tensor.name(), tensor.shape(), FloatBuffer.wrap(numbers));
    }

    /** The index of the largest absolute value. */
    public static int largest(float[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            if (Math.abs(values[i]) > Math.abs(values[largest])) {
                largest = i;
            }
        }
        return largest;
    }
}
