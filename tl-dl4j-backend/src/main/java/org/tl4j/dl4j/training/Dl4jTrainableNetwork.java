package org.tl4j.dl4j.training;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.NetworkState;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.weights.Tensor;
import org.tl4j.dl4j.graph.Arrays4j;
import org.tl4j.dl4j.graph.Dl4jNetwork;
import org.tl4j.dl4j.graph.OwnedGraph;

/** Trains a DL4J graph by a training graph made from its trained part. */
public final class Dl4jTrainableNetwork implements TrainableNetwork {
    private final TrainingSetup start;
    private final Optimizer optimizer;
    private final TrainingGraph working;
    private final List<TrainedParameter> parameters;
    private final StepComputation computation;
    private boolean closed;

    /** Takes ownership of the graph of {@code start}. */
    public Dl4jTrainableNetwork(TrainingSetup start, Optimizer optimizer) {
        this.start = start;
        this.optimizer = optimizer;
        TrainingGraph made = null;
        List<TrainedParameter> mapped = List.of();
        try {
            made = TrainingGraph.of(start);
            mapped = new ParameterMapping(start, made, optimizer).all();
            this.computation = OneDnnComputation.of(made, start);
            this.parameters = mapped;
            this.working = made;
        } catch (RuntimeException | Error e) {
            mapped.forEach(TrainedParameter::close);
            if (made != null) {
                made.close();
            }
            OwnedGraph.free(start.graph());
            throw e;
        }
    }

    @Override
    public List<LayerGroup> groups() {
        return start.groups();
    }

    @Override
    public double step(ExampleBatch batch, List<Double> rates) {
        requireOpen();
        if (rates.size() != start.groups().size()) {
            throw new IllegalArgumentException("there must be one rate for each of the groups %s, found %s"
                    .formatted(start.groups().stream().map(LayerGroup::name).toList(), rates));
        }
        double loss = computation.gradients(batch);
        List<TrainedParameter> moving = parameters.stream()
                .filter(parameter -> rates.get(parameter.group()) > 0)
                .toList();
        double norm = Math.sqrt(moving.stream()
                .mapToDouble(parameter -> parameter.takeGradient(batch.examples()))
                .sum());
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            return Double.isFinite(loss) ? norm : loss;
        }
        double clipping = clipping(norm);
        moving.forEach(parameter -> parameter.update(rates.get(parameter.group()), clipping));
        computation.parametersChanged();
        return loss;
    }

    private double clipping(double norm) {
        double limit = optimizer.gradientClipping();
        return limit > 0 && norm > limit ? limit / norm : 1;
    }

    @Override
    public float[][] probabilities(ExampleBatch batch) {
        requireOpen();
        // the training loop reports values that are not finite, with epoch and rate
        return computation.probabilities(batch);
    }

    @Override
    public NetworkState state() {
        requireOpen();
        List<Tensor> memories = new ArrayList<>();
        for (TrainedParameter parameter : parameters) {
            if (parameter.rule() != null) {
                memories.add(tensor(parameter.name(), parameter.rule().memory()));
            }
        }
        return new NetworkState(values(), memories);
    }

    @Override
    public NetworkState parameters() {
        requireOpen();
        return new NetworkState(values(), List.of());
    }

    private List<Tensor> values() {
        return parameters.stream()
                .map(parameter -> tensor(parameter.name(), Arrays4j.values(parameter.parameter())))
                .toList();
    }

    private static Tensor tensor(String name, float[] values) {
        return new Tensor(name, List.of(values.length), FloatBuffer.wrap(values));
    }

    @Override
    public void restore(NetworkState state) {
        requireOpen();
        Map<String, Tensor> values = byName(state.parameters());
        Map<String, Tensor> memories = byName(state.optimizer());
        for (TrainedParameter parameter : parameters) {
            float[] floats = floats(values, parameter.name());
            try (INDArray array = Arrays4j.from(
                    FloatBuffer.wrap(floats), parameter.parameter().shape())) {
                parameter.parameter().assign(array);
            }
            parameter.refresh();
            if (parameter.rule() != null) {
                if (memories.isEmpty()) {
                    parameter.rule().reset();
                } else {
                    parameter.rule().restore(floats(memories, parameter.name()));
                }
            }
        }
        computation.parametersChanged();
    }

    private static Map<String, Tensor> byName(List<Tensor> tensors) {
        Map<String, Tensor> byName = new HashMap<>();
        tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
        return byName;
    }

    private static float[] floats(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the state has no values for " + name);
        }
        float[] floats = new float[tensor.values().limit()];
        tensor.values().get(0, floats);
        return floats;
    }

    @Override
    public TrainedNetwork network() {
        requireOpen();
        Set<String> trained = Arrays.stream(working.graph().getLayers())
                .filter(layer -> layer.numParams() > 0)
                .map(layer -> layer.conf().getLayer().getLayerName())
                .filter(start::trains)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> frozen = Arrays.stream(start.graph().getLayers())
                .filter(layer -> layer.numParams() > 0)
                .map(layer -> layer.conf().getLayer().getLayerName())
                .filter(layer -> !trained.contains(layer))
                .collect(Collectors.toSet());
        return new Dl4jNetwork(start.graph().clone(), frozen, start.image(), start.features());
    }

    /** The rate of the last step of every parameter that follows a gradient, by layer and key. */
    public Map<String, Double> rates() {
        return parameters.stream()
                .filter(parameter -> parameter.rule() != null)
                .collect(Collectors.toMap(
                        TrainedParameter::name, parameter -> parameter.rule().rate()));
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the network is closed");
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        computation.close();
        parameters.forEach(TrainedParameter::close);
        working.close();
        OwnedGraph.free(start.graph());
    }
}
