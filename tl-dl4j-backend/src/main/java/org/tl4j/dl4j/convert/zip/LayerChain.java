package org.tl4j.dl4j.convert.zip;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.tl4j.dl4j.architecture.Architecture;

/** Converts a sequential network to a graph. Its parameters have the same order. */
final class LayerChain {
    private LayerChain() {}

    /** A graph with a vertex for each layer. */
    static ComputationGraphConfiguration graph(MultiLayerConfiguration chain) {
        Map<String, GraphVertex> vertices = new LinkedHashMap<>();
        Map<String, List<String>> inputs = new LinkedHashMap<>();
        String top = Architecture.INPUT;
        for (int i = 0; i < chain.getConfs().size(); i++) {
            NeuralNetConfiguration configuration = chain.getConf(i);
            String name = name(configuration.getLayer(), i, vertices);
            configuration.getLayer().setLayerName(name);
            vertices.put(name, new LayerVertex(configuration, chain.getInputPreProcess(i)));
            inputs.put(name, List.of(top));
            top = name;
        }
        ComputationGraphConfiguration graph = new ComputationGraphConfiguration();
        graph.setVertices(vertices);
        graph.setVertexInputs(inputs);
        graph.setNetworkInputs(List.of(Architecture.INPUT));
        graph.setNetworkOutputs(List.of(top));
        graph.setDefaultConfiguration(chain.getConf(0).clone());
        graph.setDataType(chain.getDataType());
        return graph;
    }

    private static String name(Layer layer, int index, Map<String, GraphVertex> taken) {
        String own = layer.getLayerName();
        boolean usable = own != null && !taken.containsKey(own) && !own.equals(Architecture.INPUT);
        return usable ? own : "layer" + index;
    }
}
