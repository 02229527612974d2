package org.tl4j.dl4j.graph;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.weights.Tensor;

/** Builds a graph from a bundle's contents, without running code that the bundle names. */
public final class Dl4jNetworkLoader {
    private static final String REMEDY = "train it again";
    private static final ConfigurationJson CONFIGURATION =
            new ConfigurationJson(Dl4jContents.GRAPH, REMEDY, BundleException::new);

    /**
     * A network ready for use; the caller closes it.
     *
     * @throws BundleException if the contents are not a network of known layers with values in range, that fits these images
     *     and computes within limits, or if its parameters are not finite
     */
    public Dl4jNetwork load(NetworkContents contents, Preprocessing input) {
        return new Dl4jNetwork(graph(contents, input), OnnxDescription.image(input));
    }

    /**
     * The graph of that network; the caller frees it.
     *
     * @throws BundleException as {@link #load}
     */
    public ComputationGraph graph(NetworkContents contents, Preprocessing input) {
        if (!contents.engine().equals(Dl4jContents.ENGINE)) {
            throw new BundleException(
                    "engine of the bundle",
                    "must be " + Dl4jContents.ENGINE,
                    contents.engine(),
                    "open it with the engine that it names");
        }
        List<Tensor> weights = contents.tensors(NetworkContents.WEIGHTS);
        ComputationGraphConfiguration configuration = CONFIGURATION.graph(contents.text(Dl4jContents.GRAPH));
        CONFIGURATION.requireFit(configuration, OnnxDescription.image(input));
        ComputationGraph graph = new ComputationGraph(configuration);
        try {
            requireAsManyParametersAsWeights(configuration, weights);
            graph.init();
            NamedParameters.of(graph).fill(byName(weights), "of the bundle");
            return graph;
        } catch (RuntimeException e) { // DL4J's exceptions for an invalid graph have no common type
            OwnedGraph.free(graph);
            if (e instanceof BundleException known) {
                throw known;
            }
            Problem problem = e instanceof WeightsException wrong
                    ? wrong.problem()
                    : new Problem("weights", "must fill the graph of the bundle", "" + e.getMessage(), REMEDY);
            throw new BundleException(problem, e);
        }
    }

    /** Checked before memory is allocated for them. */
    private static void requireAsManyParametersAsWeights(
            ComputationGraphConfiguration configuration, List<Tensor> weights) {
        long declared = NamedParameters.count(configuration);
        long values =
                weights.stream().mapToLong(tensor -> tensor.values().limit()).sum();
        if (declared != values) {
            throw new BundleException(
                    "graph of the bundle",
                    "must have as many parameters as its weights, " + values,
                    Long.toString(declared),
                    REMEDY);
        }
    }

    private static Map<String, Tensor> byName(List<Tensor> weights) {
        return weights.stream().collect(Collectors.toMap(Tensor::name, Function.identity(), (first, second) -> second));
    }
}
