package org.tl4j.strategies.training;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkState;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.weights.Tensor;
import org.tl4j.strategies.extraction.Fakes;

/**
 * A network of three values: one that depends on all its inputs, in order, one that counts its steps, and one in the
 * optimiser's state. Its losses and its accuracy depend on the number of steps, by a script.
 */
public final class FakeNetwork implements TrainableNetwork {
    private static final List<LayerGroup> GROUPS =
            List.of(new LayerGroup("layer1", List.of("a")), new LayerGroup(HEAD, List.of("output")));

    private final IntToDoubleFunction losses;
    private final IntToDoubleFunction accuracies;
    private final List<List<Double>> rates = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private float value;
    private int steps;
    private float memory;
    private boolean closed;

    /** Scripts by the number of steps. */
    public FakeNetwork(IntToDoubleFunction losses, IntToDoubleFunction accuracies) {
        this.losses = losses;
        this.accuracies = accuracies;
    }

    @Override
    public List<LayerGroup> groups() {
        return GROUPS;
    }

    @Override
    public double step(ExampleBatch batch, List<Double> stepRates) {
        double loss = losses.applyAsDouble(steps);
        if (!Double.isFinite(loss) || stepRates.stream().allMatch(rate -> rate == 0)) {
            return loss;
        }
        rates.add(stepRates);
        batches.add(batch.examples());
        for (int i = 0; i < batch.examples(); i++) {
            memory = 0.9f * memory + batch.input(i).get(0);
        }
        value += (float) (stepRates.get(1) * memory);
        steps++;
        return loss;
    }

    /** An example whose input is its class; the first ones are predicted correctly. No accuracy gives no probabilities. */
    @Override
    public float[][] probabilities(ExampleBatch batch) {
        double accuracy = accuracies.applyAsDouble(steps);
        float[][] rows = new float[batch.examples()][];
        for (int i = 0; i < rows.length; i++) {
            int label = Math.round(batch.input(i).get(0));
            int told = i < Math.round(accuracy * rows.length) ? label : 1 - label;
            rows[i] = told == 0 ? new float[] {0.9f, 0.1f} : new float[] {0.1f, 0.9f};
            if (Double.isNaN(accuracy)) {
                Arrays.fill(rows[i], Float.NaN);
            }
        }
        return rows;
    }

    @Override
    public NetworkState state() {
        return new NetworkState(List.of(tensor("value", value, steps)), List.of(tensor("value", memory)));
    }

    @Override
    public void restore(NetworkState state) {
        value = state.parameters().get(0).values().get(0);
        steps = Math.round(state.parameters().get(0).values().get(1));
        memory = state.optimizer().isEmpty()
                ? 0
                : state.optimizer().get(0).values().get(0);
    }

    private static Tensor tensor(String name, float... values) {
        return new Tensor(name, List.of(values.length), FloatBuffer.wrap(values));
    }

    @Override
    public TrainedNetwork network() {
        return new Fakes.HeadOnly(new LinearHead(1, 2, new float[] {value, steps}, new float[2]));
    }

    @Override
    public void close() {
        closed = true;
    }

    /** The learned value. */
    public float value() {
        return value;
    }

    /** The number of steps. */
    public int steps() {
        return steps;
    }

    /** The rates of every step so far, of this process. */
    public List<List<Double>> rates() {
        return rates;
    }

    /** The sizes of all batches. */
    public List<Integer> batches() {
        return batches;
    }

    /** Whether its owner has closed it. */
    public boolean closed() {
        return closed;
    }
}
