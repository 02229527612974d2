package org.tl4j.dl4j.backbone;

import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.dl4j.validation.Thawed;

/** What the classifier of a published architecture takes. */
final class ClassifierInput {
    private ClassifierInput() {}

    /**
     * A vertex as the boundary whose averaged output the last linear layer takes.
     *
     * @return empty if that layer takes something else
     */
    static Optional<Boundary> of(ComputationGraphConfiguration graph, String vertex) {
        String name = graph.getNetworkOutputs().get(0);
        Optional<FeedForwardLayer> linear = Optional.empty();
        while (!name.equals(vertex) && graph.getVertices().containsKey(name)) {
            GraphVertex inner = Thawed.vertex(graph.getVertices().get(name));
            Object part = Thawed.part(inner);
            if (inner instanceof LayerVertex layer && layer.getPreProcessor() != null) {
                return Optional.empty(); // it flattens a map
            } else if (linear.isPresent() && !(part instanceof DropoutLayer)) {
                return Optional.empty();
            } else if (part instanceof DenseLayer || part instanceof OutputLayer || isConvolution(part)) {
                linear = Optional.of((FeedForwardLayer) part);
            }
            name = graph.getVertexInputs().get(name).get(0);
        }
        return linear.filter(layer -> graph.getVertices().containsKey(vertex))
                .map(layer -> Boundary.at(vertex, Pooling.AVERAGE, Math.toIntExact(layer.getNIn())));
    }

    private static boolean isConvolution(Object part) {
        return part != null && part.getClass() == ConvolutionLayer.class;
    }
}
