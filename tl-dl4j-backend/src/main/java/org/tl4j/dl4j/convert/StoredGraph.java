package org.tl4j.dl4j.convert;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorSet;
import org.tl4j.dl4j.graph.ConfigurationJson;
import org.tl4j.dl4j.graph.NamedParameters;
import org.tl4j.dl4j.graph.OwnedGraph;

/** A graph among the metadata of its weights file. */
public final class StoredGraph {
    private static final String GRAPH = "graph";
    private static final String RUNTIME = "runtime";
    private static final String DEEPLEARNING4J = "deeplearning4j";
    private static final ConfigurationJson CONFIGURATION =
            new ConfigurationJson("graph of the weights file", "import the network again", WeightsException::new);

    private StoredGraph() {}

    /** The metadata to store beside the parameters. */
    static Map<String, String> metadata(ComputationGraphConfiguration configuration) {
        return Map.of(RUNTIME, DEEPLEARNING4J, GRAPH, configuration.toJson());
    }

    /**
     * The graph of a weights file, filled with its parameters; the caller frees it.
     *
     * @param source the name of the file in messages
     * @throws WeightsException if it contains no graph, or not exactly the parameters of the graph
     */
    public static ComputationGraph read(TensorSet weights, String source) {
        ComputationGraphConfiguration configuration = configuration(weights, source);
        Map<String, Tensor> tensors =
                weights.names().stream().collect(Collectors.toMap(Function.identity(), weights::tensor));
        ComputationGraph graph = new ComputationGraph(configuration);
        try {
            requireAsMany(configuration, tensors, source);
            graph.init();
            NamedParameters.of(graph).fill(tensors, source);
            return graph;
        } catch (RuntimeException e) { // DL4J's exceptions for an invalid graph have no common type
            OwnedGraph.free(graph);
            if (e instanceof WeightsException known) {
                throw known;
            }
            throw new WeightsException(
                    new Problem("graph of weights " + source, "must be valid", "" + e.getMessage(), ""), e);
        }
    }

    /**
     * The graph of a weights file, without its parameters.
     *
     * @param source the name of the file in messages
     * @throws WeightsException if it holds no graph
     */
    public static ComputationGraphConfiguration configuration(TensorSet weights, String source) {
        String json = weights.metadata().get(GRAPH);
        if (json == null || !DEEPLEARNING4J.equals(weights.metadata().get(RUNTIME))) {
            throw new WeightsException(
                    "weights " + source,
                    "must hold a graph of Deeplearning4j among their metadata",
                    weights.metadata().keySet().toString(),
                    CallerTerm.IMPORT_NETWORK.words());
        }
        return CONFIGURATION.graph(json);
    }

    /** Checked before memory is allocated for them. */
    private static void requireAsMany(
            ComputationGraphConfiguration configuration, Map<String, Tensor> tensors, String source) {
        long declared = NamedParameters.count(configuration);
        long held = tensors.values().stream()
                .mapToLong(tensor -> tensor.values().limit())
                .sum();
        if (declared != held) {
            throw new WeightsException(
                    "weights " + source,
                    "must hold the " + declared + " parameters of their graph",
                    Long.toString(held),
                    "import the network again");
        }
    }
}
