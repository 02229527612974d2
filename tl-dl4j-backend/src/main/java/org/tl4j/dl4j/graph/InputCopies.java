package org.tl4j.dl4j.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.util.GraphIndices;
import org.tl4j.dl4j.validation.Thawed;

/**
 * Protects the input of a graph from changes. At inference an activation layer of DL4J works in place on its input if
 * that is not a workspace array; the input of the graph is not, so every other vertex on it would receive changed
 * values (docs/dl4j-notes.md). Such a layer gets a copy.
 */
public final class InputCopies {
    private InputCopies() {}

    /**
     * Inserts a scaling by 1, which makes a new array, before each activation on an input that another vertex uses as well.
     * The order of computation of all other vertices stays, and with it the order of parameters.
     */
    public static void protect(ComputationGraphConfiguration configuration) {
        Set<String> same = sameAsInput(configuration);
        List<String> users = configuration.getVertexInputs().entrySet().stream()
                .filter(entry -> !same.contains(entry.getKey()))
                .filter(entry -> entry.getValue().stream().anyMatch(same::contains))
                .map(Map.Entry::getKey)
                .toList();
        List<String> changing = users.stream()
                .filter(name ->
                        worksInPlace(Thawed.part(configuration.getVertices().get(name))))
                .toList();
        // an output that is the input itself would change too, but computes nothing
        if (users.size() < 2 || changing.isEmpty()) {
            return;
        }
        List<String> order = order(configuration);
        changing.forEach(name -> copyBefore(configuration, name, order));
        store(configuration, order);
    }

    /** The input, and the vertices that pass on its array or a view of it. */
    private static Set<String> sameAsInput(ComputationGraphConfiguration configuration) {
        Set<String> same = new HashSet<>(configuration.getNetworkInputs());
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Map.Entry<String, List<String>> entry :
                    configuration.getVertexInputs().entrySet()) {
                grown |= entry.getValue().size() == 1
                        && same.contains(entry.getValue().get(0))
                        && handsOn(Thawed.part(configuration.getVertices().get(entry.getKey())))
                        && same.add(entry.getKey());
            }
        }
        return same;
    }

    private static boolean handsOn(Object part) {
        return part instanceof MergeVertex
                || part instanceof PreprocessorVertex
                || part instanceof ReshapeVertex
                || part instanceof DropoutLayer;
    }

    private static boolean worksInPlace(Object part) {
        return part instanceof ActivationLayer || part instanceof LossLayer;
    }

    private static List<String> order(ComputationGraphConfiguration configuration) {
        GraphIndices indices = new ComputationGraph(configuration).calculateIndices();
        return new ArrayList<>(IntStream.of(indices.getTopologicalSortOrder())
                .mapToObj(indices.getIdxToName()::get)
                .toList());
    }

    private static void copyBefore(ComputationGraphConfiguration configuration, String name, List<String> order) {
        String copy = name + "_copy";
        while (configuration.getVertices().containsKey(copy)) {
            copy += "_";
        }
        Map<String, List<String>> inputs = new LinkedHashMap<>(configuration.getVertexInputs());
        inputs.put(copy, inputs.get(name));
        inputs.put(name, List.of(copy));
        configuration.setVertexInputs(inputs);
        configuration.getVertices().put(copy, new ScaleVertex(1));
        order.add(order.indexOf(name), copy);
    }

    private static void store(ComputationGraphConfiguration configuration, List<String> order) {
        List<String> numbered = new ArrayList<>(configuration.getNetworkInputs());
        numbered.addAll(configuration.getVertices().keySet());
        configuration.setTopologicalOrderStr(order);
        configuration.setTopologicalOrder(
                order.stream().mapToInt(numbered::indexOf).toArray());
    }
}
