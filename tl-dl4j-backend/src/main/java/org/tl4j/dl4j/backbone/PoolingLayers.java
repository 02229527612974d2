package org.tl4j.dl4j.backbone;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.FeatureShape;

/**
 * The vertices on a boundary that pool its outputs to features, all of them plain DL4J vertices. The graph that
 * computes features has them, and so does a network with a new head.
 *
 * @param additions each after its inputs; none if a single output is used as it is
 * @param vertex whose output the features are, [images, width]
 */
record PoolingLayers(List<Addition> additions, String vertex) {
    /**
     * A vertex without parameters.
     *
     * @param name that no vertex below the boundary has
     * @param vertex its DL4J vertex
     * @param inputs its input vertices
     */
    record Addition(String name, GraphVertex vertex, List<String> inputs) {}

    PoolingLayers {
        additions = List.copyOf(additions);
    }

    /**
     * The layers of a boundary.
     *
     * @param shapes of the outputs of its vertices, in their order
     * @param taken the names of all vertices below
     */
    static PoolingLayers of(Boundary boundary, List<FeatureShape> shapes, Set<String> taken) {
        List<Addition> additions = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            String vertex = boundary.vertices().get(i);
            if (shapes.get(i) instanceof FeatureMap map) {
                String suffix = shapes.size() == 1 ? "" : "." + (i + 1);
                List<Addition> pooled = pooled(boundary, vertex, map, suffix, taken);
                additions.addAll(pooled);
                pooled.forEach(addition -> parts.add(addition.name()));
            } else {
                parts.add(vertex);
            }
        }
        if (parts.size() > 1) {
            Addition joined = new Addition(free("join", taken), new MergeVertex(), List.copyOf(parts));
            additions.add(joined);
            return new PoolingLayers(additions, joined.name());
        }
        return new PoolingLayers(additions, parts.get(0));
    }

    private static List<Addition> pooled(
            Boundary boundary, String vertex, FeatureMap map, String suffix, Set<String> taken) {
        Addition average = pool("pool" + suffix, PoolingType.AVG, vertex, taken);
        Addition largest = pool("max" + suffix, PoolingType.MAX, vertex, taken);
        return switch (boundary.pooling()) {
            case AVERAGE -> List.of(average);
            case MAX -> List.of(largest);
            case BOTH -> List.of(average, largest);
            case FLATTEN ->
                List.of(new Addition(
                        free("flatten" + suffix, taken),
                        new PreprocessorVertex(
                                new CnnToFeedForwardPreProcessor(map.height(), map.width(), map.channels())),
                        List.of(vertex)));
            case CLS, MEAN, CLS_MEAN ->
                throw new IllegalArgumentException(
                        "a boundary of a map must not be pooled as tokens, found " + boundary);
        };
    }

    private static Addition pool(String wanted, PoolingType type, String from, Set<String> taken) {
        String name = free(wanted, taken);
        GlobalPoolingLayer layer = new GlobalPoolingLayer(type);
        layer.setLayerName(name);
        NeuralNetConfiguration configuration =
                new NeuralNetConfiguration.Builder().seed(0).layer(layer).build();
        return new Addition(name, new LayerVertex(configuration, null), List.of(from));
    }

    /** A name that no vertex below the boundary has; imported networks may use any names. */
    private static String free(String wanted, Set<String> taken) {
        String name = wanted;
        while (taken.contains(name)) {
            name = "new." + name;
        }
        return name;
    }
}
