package org.tl4j.dl4j.validation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.deeplearning4j.nn.weights.WeightInitIdentity;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Rules for every graph from a file, independent of the image size: one input and one output, no cycle, vertices of known
 * kinds with values in range, one data type. The check needs no memory for parameters.
 */
public final class GraphRules {
    private static final int MOST_VERTICES = 10_000;
    private static final int MOST_INPUTS = 1_000;
    private static final int LONGEST_NAME = 500;
    private static final Set<Class<?>> SLOW_FIRST_WEIGHTS =
            Set.of(WeightInitDistribution.class, WeightInitIdentity.class);
    private static final Set<DataType> TYPES = Set.of(DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16);

    private GraphRules() {}

    /**
     * Checks a graph, and sets how it runs, which does not change what it computes: in single precision, in
     * workspaces, without a cache. (Without workspaces an activation may overwrite the input of another vertex.)
     *
     * @throws InvalidGraphException if it breaks a rule
     */
    public static void check(ComputationGraphConfiguration graph) {
        checkWiring(graph);
        checkTypes(graph);
        order(graph);
        checkStoredOrder(graph);
        Set<String> names = new HashSet<>();
        graph.getVertices().forEach((name, vertex) -> checkVertex(name, vertex, names));
        settle(graph);
    }

    private static void checkWiring(ComputationGraphConfiguration graph) {
        Map<String, GraphVertex> vertices = present("vertices", graph.getVertices());
        Map<String, List<String>> wiring = present("vertexInputs", graph.getVertexInputs());
        if (vertices.isEmpty() || vertices.size() > MOST_VERTICES) {
            throw new InvalidGraphException("", "must have 1 to " + MOST_VERTICES + " vertices", vertices.size());
        }
        String input = only("networkInputs", graph.getNetworkInputs());
        String output = only("networkOutputs", graph.getNetworkOutputs());
        if (vertices.containsKey(input) || !vertices.containsKey(output)) {
            throw new InvalidGraphException(
                    "",
                    "must have an input that is not a vertex and an output that is a vertex",
                    input + " and " + output);
        }
        if (!wiring.keySet().equals(vertices.keySet())) {
            throw new InvalidGraphException("vertexInputs", "must name the inputs of every vertex", wiring.keySet());
        }
        wiring.forEach((name, inputs) -> {
            if (name.isBlank() || name.length() > LONGEST_NAME) {
                throw new InvalidGraphException(
                        "name of a vertex", "must have 1 to " + LONGEST_NAME + " characters", name);
            }
            if (inputs == null || inputs.isEmpty() || inputs.size() > MOST_INPUTS) {
                throw new InvalidGraphException(name, "must have 1 to " + MOST_INPUTS + " inputs", inputs);
            }
            for (String from : inputs) {
                if (from == null || !(from.equals(input) || vertices.containsKey(from))) {
                    throw new InvalidGraphException(name, "must have inputs that the graph has", from);
                }
            }
        });
    }

    private static <T> T present(String key, T value) {
        if (value == null) {
            throw new InvalidGraphException(key, "must be present", "nothing");
        }
        return value;
    }

    private static String only(String key, List<String> names) {
        if (names == null || names.size() != 1 || names.get(0) == null) {
            throw new InvalidGraphException(key, "must name one vertex", names);
        }
        return names.get(0);
    }

    private static void checkTypes(ComputationGraphConfiguration graph) {
        DataType type = graph.getDataType();
        if (type == null || !TYPES.contains(type)) {
            throw new InvalidGraphException("dataType", "must be FLOAT, DOUBLE or HALF", type);
        }
        graph.getVertices().forEach((name, vertex) -> {
            if (vertex instanceof LayerVertex layer
                    && layer.getLayerConf() != null
                    && layer.getLayerConf().getDataType() != type) {
                throw new InvalidGraphException(
                        name,
                        "must have the data type of the network, " + type,
                        layer.getLayerConf().getDataType());
            }
        });
    }

    /**
     * The vertices in topological order, each after its inputs.
     *
     * @throws InvalidGraphException if there is no such order, or a vertex does not lead to the output
     */
    public static List<String> order(ComputationGraphConfiguration graph) {
        Map<String, Integer> missing = new LinkedHashMap<>();
        Map<String, List<String>> users = new HashMap<>();
        graph.getVertexInputs().forEach((name, inputs) -> {
            missing.put(name, inputs.size());
            inputs.forEach(from ->
                    users.computeIfAbsent(from, key -> new ArrayList<>()).add(name));
        });
        List<String> order = new ArrayList<>();
        Deque<String> ready = new ArrayDeque<>(graph.getNetworkInputs());
        while (!ready.isEmpty()) {
            for (String user : users.getOrDefault(ready.remove(), List.of())) {
                if (missing.merge(user, -1, Integer::sum) == 0) {
                    order.add(user);
                    ready.add(user);
                }
            }
        }
        if (order.size() != missing.size()) {
            missing.keySet().removeAll(Set.copyOf(order));
            throw new InvalidGraphException(
                    "", "must have no cycle", missing.keySet().iterator().next() + " among " + missing.size());
        }
        for (String name : order) {
            if (!users.containsKey(name) && !graph.getNetworkOutputs().contains(name)) {
                throw new InvalidGraphException(
                        name, "must lead to the output", "a vertex that is no input of another");
            }
        }
        return order;
    }

    /** Deeplearning4j computes in the order that a file states, and orders parameters by it, without a check. */
    private static void checkStoredOrder(ComputationGraphConfiguration graph) {
        int[] indices = graph.getTopologicalOrder();
        List<String> names = graph.getTopologicalOrderStr();
        if (indices == null || names == null) {
            graph.setTopologicalOrder(null);
            graph.setTopologicalOrderStr(null);
            return;
        }
        List<String> numbered = new ArrayList<>(graph.getNetworkInputs());
        numbered.addAll(graph.getVertices().keySet());
        boolean sound = indices.length == numbered.size() && names.size() == numbered.size();
        Set<String> done = new HashSet<>();
        for (int i = 0; i < indices.length && sound; i++) {
            String name = names.get(i);
            sound = indices[i] >= 0
                    && indices[i] < numbered.size()
                    && numbered.get(indices[i]).equals(name)
                    && done.containsAll(graph.getVertexInputs().getOrDefault(name, List.of()))
                    && done.add(name);
        }
        if (!sound) {
            throw new InvalidGraphException("topologicalOrder", "must name every vertex once, after its inputs", names);
        }
    }

    private static void checkVertex(String name, GraphVertex vertex, Set<String> layerNames) {
        GraphVertex inner = Thawed.vertex(vertex);
        if (inner == null) {
            throw new InvalidGraphException(name, "must have a vertex", "nothing");
        }
        if (!(inner instanceof LayerVertex layer)) {
            VertexRules.check(name, inner);
            return;
        }
        NeuralNetConfiguration configuration = layer.getLayerConf();
        if (configuration == null || configuration.getLayer() == null) {
            throw new InvalidGraphException(name, "must have a layer", "nothing");
        }
        String layerName = configuration.getLayer().getLayerName();
        if (layerName != null && !layerNames.add(layerName)) {
            // parameters are found by the names of layers
            throw new InvalidGraphException(name, "must have a layer with a unique name", layerName);
        }
        VertexRules.checkPreprocessor(name, layer.getPreProcessor());
        LayerRules.check(name, LayerRules.thawed(name, configuration.getLayer()));
    }

    private static void settle(ComputationGraphConfiguration graph) {
        graph.setDataType(DataType.FLOAT);
        graph.setInferenceWorkspaceMode(WorkspaceMode.ENABLED);
        graph.setTrainingWorkspaceMode(WorkspaceMode.ENABLED);
        graph.setCacheMode(CacheMode.NONE);
        if (graph.getDefaultConfiguration() == null) {
            throw new InvalidGraphException("defaultConfiguration", "must be present", "nothing");
        }
        graph.getDefaultConfiguration().setDataType(DataType.FLOAT);
        graph.getVertices().values().forEach(vertex -> {
            GraphVertex inner = Thawed.vertex(vertex);
            if (inner instanceof LayerVertex layer) {
                layer.getLayerConf().setDataType(DataType.FLOAT);
                layer.getLayerConf().setCacheMode(CacheMode.NONE);
                settle(LayerRules.thawed("", layer.getLayerConf().getLayer()));
            }
        });
    }

    /** Initial weights are drawn before those of the file replace them, and some distributions take hours, or never end. */
    private static void settle(Layer layer) {
        if (layer instanceof BaseLayer base
                && (base.getWeightInitFn() == null
                        || SLOW_FIRST_WEIGHTS.contains(base.getWeightInitFn().getClass()))) {
            base.setWeightInitFn(new WeightInitXavier());
        }
    }
}
