package org.tl4j.dl4j.backbone;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.dl4j.graph.Arrays4j;
import org.tl4j.dl4j.graph.CutVertices;
import org.tl4j.dl4j.graph.OnnxDescription;

/**
 * Computes features: a pretrained graph with a {@link PoolingLayers}, whose parameters are those of the pretrained
 * graph and not a copy. Requesting vertices of the pretrained graph instead would fail: of several outputs, one that is
 * the input of an activation layer is overwritten by it, and the first vertex cannot be requested (docs/dl4j-notes.md).
 *
 * @param graph lives as long as the pretrained one and owns no memory
 * @param output the vertex whose output the features are
 */
record FeatureGraph(ComputationGraph graph, String output) {
    /** Features of this graph at this boundary; {@code shapes} are those of the boundary's outputs. */
    static FeatureGraph of(ComputationGraph pretrained, Boundary boundary, List<FeatureShape> shapes) {
        ComputationGraphConfiguration configuration =
                pretrained.getConfiguration().clone();
        String output = extend(configuration, boundary, shapes);
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init(pretrained.params(), false);
        return new FeatureGraph(graph, output);
    }

    /** Adds the pooling vertices to {@code configuration}; returns the vertex whose output the features are. */
    static String extend(ComputationGraphConfiguration configuration, Boundary boundary, List<FeatureShape> shapes) {
        List<String> order = CutVertices.order(configuration);
        PoolingLayers top = PoolingLayers.of(
                boundary, shapes, Set.copyOf(configuration.getVertices().keySet()));
        top.additions().forEach(addition -> add(configuration, addition));
        String output = top.vertex();
        if (top.additions().isEmpty()) {
            // with one input it is the identity; the boundary needs a vertex on it
            output = "features of " + top.vertex();
            add(configuration, new PoolingLayers.Addition(output, new MergeVertex(), List.of(top.vertex())));
        }
        List<String> outputs = new ArrayList<>(configuration.getNetworkOutputs());
        outputs.add(output);
        configuration.setNetworkOutputs(outputs);
        configuration.setTopologicalOrder(null);
        configuration.setTopologicalOrderStr(null);
        requireSameOrder(order, CutVertices.order(configuration));
        return output;
    }

    private static void add(ComputationGraphConfiguration configuration, PoolingLayers.Addition addition) {
        configuration.getVertices().put(addition.name(), addition.vertex());
        configuration.getVertexInputs().put(addition.name(), addition.inputs());
    }

    /** DL4J lays parameters out in the order of computation. */
    private static void requireSameOrder(List<String> before, List<String> after) {
        if (!after.stream().filter(before::contains).toList().equals(before)) {
            throw new IllegalStateException("vertices that were added must not change the order of the others");
        }
    }

    /** The same in ONNX, for images preprocessed by {@code input}. */
    OnnxTranslation onnx(Preprocessing input) {
        return OnnxDescription.features(graph, input, output);
    }

    /** The features of images, row by row. */
    float[] values(ImageBatch images) {
        try (INDArray input = Arrays4j.from(images);
                INDArray features = features(input)) {
            return Arrays4j.values(features);
        }
    }

    /** The features of images; the caller closes them. */
    INDArray features(INDArray images) {
        return graph.output(List.of(output), false, new INDArray[] {images}, null)[0];
    }
}
