package org.tl4j.dl4j.convert;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.tl4j.core.error.WeightsException;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.convert.source.FlattenOrder;
import org.tl4j.dl4j.convert.source.SourceNetwork;
import org.tl4j.dl4j.convert.source.UnsupportedModel;
import org.tl4j.dl4j.graph.GraphEdits;
import org.tl4j.dl4j.graph.OwnedGraph;

/** Converts a network of another framework to a graph of our form. */
final class Conversion {
    /** Names of vertices with a special meaning, or that a graph gets with a new head. */
    private static final Set<String> RESERVED =
            Set.of(Architecture.INPUT, Architecture.OUTPUT, "pool", "head", "features");

    private final ComputationGraph source;
    private final Map<String, String> sourceNames = new LinkedHashMap<>();
    private final ComputationGraphConfiguration configuration;
    private final Map<String, FlattenOrder> orders;
    private final OutputDetection ending;

    private Conversion(SourceNetwork network) {
        this.source = network.graph();
        ComputationGraphConfiguration bare = source.getConfiguration().clone();
        Map<String, String> names = names(bare);
        names.forEach((old, name) -> sourceNames.put(name, old));
        strip(bare, names);
        this.orders =
                FlattenOrder.of(bare, order(source).stream().map(names::get).toList());
        this.configuration = ChannelsFirst.of(bare);
        passDropouts(configuration);
        this.ending = OutputDetection.of(configuration, network.loss());
    }

    /**
     * A graph with the same parameters; the caller closes it, and the source as well.
     *
     * @param side of its images, if the caller has set it
     * @throws WeightsException if the network has an unsupported part
     */
    static ConvertedNetwork of(SourceNetwork network, OptionalInt side) {
        Conversion conversion = new Conversion(network);
        ComputationGraph graph = new ComputationGraph(conversion.configuration);
        try {
            graph.init();
            Arrays.stream(graph.getLayers())
                    .filter(layer -> layer.numParams() > 0)
                    .forEach(conversion::fill);
            return new ConvertedNetwork(network.format(), graph, network.size(), side, conversion.ending);
        } catch (RuntimeException e) {
            OwnedGraph.free(graph);
            throw e;
        }
    }

    private static List<String> order(ComputationGraph graph) {
        return Arrays.stream(graph.topologicalSortOrder())
                .mapToObj(index -> graph.getVertices()[index].getVertexName())
                .toList();
    }

    private static Map<String, String> names(ComputationGraphConfiguration graph) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(only("input", graph.getNetworkInputs()), Architecture.INPUT);
        for (String vertex : graph.getVertices().keySet()) {
            String name = vertex;
            while (RESERVED.contains(name)
                    || (!name.equals(vertex) && graph.getVertices().containsKey(name))) {
                name += "_";
            }
            names.put(vertex, name);
        }
        return names;
    }

    private static String only(String what, List<String> vertices) {
        if (vertices.size() != 1) {
            throw new WeightsException(
                    "network of the file", "must have one " + what, vertices.toString(), "choose another network");
        }
        return vertices.get(0);
    }

    /** Removes layers that only training uses, and gives the vertices names that do not clash with ours. */
    private static void strip(ComputationGraphConfiguration graph, Map<String, String> names) {
        String output = only("output", graph.getNetworkOutputs());
        Map<String, GraphVertex> vertices = new LinkedHashMap<>();
        Map<String, List<String>> inputs = new LinkedHashMap<>();
        graph.getVertices()
                .forEach((old, vertex) -> vertices.put(names.get(old), SourceLayers.bare(names.get(old), vertex)));
        graph.getVertexInputs()
                .forEach((old, from) ->
                        inputs.put(names.get(old), from.stream().map(names::get).toList()));
        graph.setVertices(vertices);
        graph.setVertexInputs(inputs);
        graph.setNetworkInputs(List.of(Architecture.INPUT));
        graph.setNetworkOutputs(List.of(names.get(output)));
        graph.setTopologicalOrder(null);
        graph.setTopologicalOrderStr(null);
        graph.getDefaultConfiguration().clearVariables();
    }

    /** A dropout is the identity at inference. It stays as an identity, since it may be named as a boundary. */
    private static void passDropouts(ComputationGraphConfiguration graph) {
        for (String name : graph.getVertices().keySet()) {
            if (GraphEdits.layer(graph, name) instanceof DropoutLayer) {
                ActivationLayer identity = new ActivationLayer(new ActivationIdentity());
                identity.setLayerName(name);
                GraphEdits.replace(graph, name, identity);
            }
        }
    }

    private void fill(Layer layer) {
        String name = layer.conf().getLayer().getLayerName();
        Map<String, INDArray> numbers = source.getLayer(sourceNames.get(name)).paramTable();
        layer.paramTable().forEach((key, target) -> {
            INDArray values = values(layer, key, numbers);
            if (values.length() != target.length()) {
                throw UnsupportedModel.part(
                        name, "must have " + target.length() + " values as " + key, "" + values.length());
            }
            target.assign(values.reshape(values.ordering(), target.shape()));
            if (values != numbers.get(key)) {
                // a temporary array, half a gigabyte in a VGG
                values.close();
            }
        });
    }

    private INDArray values(Layer layer, String key, Map<String, INDArray> numbers) {
        var kind = layer.conf().getLayer();
        INDArray values = numbers.containsKey(key) ? numbers.get(key) : implied(kind, key, numbers);
        FlattenOrder order = orders.get(kind.getLayerName());
        return order != null && order.concerns(kind, key) ? order.reordered(values) : values;
    }

    /** The parameters that a batch norm of DL4J may omit, or stores in another form. */
    private static INDArray implied(
            org.deeplearning4j.nn.conf.layers.Layer layer, String key, Map<String, INDArray> numbers) {
        if (layer instanceof BatchNormalization norm && key.equals("gamma")) {
            return Nd4j.valueArrayOf(norm.getNOut(), norm.getGamma());
        }
        if (layer instanceof BatchNormalization norm && key.equals("beta")) {
            return Nd4j.valueArrayOf(norm.getNOut(), norm.getBeta());
        }
        if (key.equals("var") && numbers.containsKey("log10stdev")) {
            // variance = (10^x)^2
            return Transforms.exp(numbers.get("log10stdev").mul(2 * Math.log(10)));
        }
        throw UnsupportedModel.part(
                layer.getLayerName(),
                "must have the parameter " + key,
                numbers.keySet().toString());
    }
}
