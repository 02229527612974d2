package org.tl4j.dl4j.network;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkLoader;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.weights.Tensor;
import org.tl4j.dl4j.parameters.NamedParameters;

/** Builds a graph from a bundle's contents, running nothing that the bundle names. */
public final class Dl4jNetworkLoader implements NetworkLoader {
    @Override
    public TrainedNetwork load(NetworkContents contents) {
        if (!contents.runtime().equals(Dl4jNetwork.RUNTIME)) {
            throw new BundleException("runtime", "must be " + Dl4jNetwork.RUNTIME, contents.runtime(), "upgrade TL4J");
        }
        ComputationGraph graph = new ComputationGraph(ConfigurationJson.read(contents.configuration()));
        try {
            graph.init();
            NamedParameters.of(graph).fill(tensors(contents), "of the bundle");
            return new Dl4jNetwork(graph);
        } catch (WeightsException e) {
            graph.close();
            throw new BundleException(
                    new Problem("weights", "must fill the graph of the bundle", e.getMessage(), "train it again"), e);
        }
    }

    private static Map<String, Tensor> tensors(NetworkContents contents) {
        return contents.weights().stream()
                .collect(Collectors.toMap(Tensor::name, Function.identity(), (first, second) -> second));
    }
}
