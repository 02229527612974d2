package org.tl4j.dl4j.backbone;

import java.util.Arrays;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.error.UsageException;

/**
 * The part of a backbone below one of its layer groups.
 *
 * @param spec of that part
 * @param shape of its output
 */
record LowerPart(BackboneSpec spec, VertexShape shape) {
    /**
     * The part below {@code group}.
     *
     * @throws UsageException if there is no such group, or nothing below it
     */
    static LowerPart below(String group, BackboneSpec whole, ComputationGraph graph) {
        int index = Groups.indexOf(whole.groups(), group);
        String first = whole.groups().get(index).layers().get(0);
        String cut = Cuts.before(graph, first)
                .filter(vertex -> index > 0)
                .orElseThrow(() -> new UsageException(
                        "unfreeze-from", "must have a layer group below it", group, "leave it out to train all"));
        VertexShape shape = VertexShape.of(graph, whole.preprocessing(), cut).orElseThrow();
        Set<String> vertices = PretrainedGraph.upTo(graph.getConfiguration(), cut);
        return new LowerPart(
                new BackboneSpec(
                        whole.name(),
                        whole.weights(),
                        whole.preprocessing(),
                        new Boundary(cut, Pooling.NONE, shape.values()),
                        whole.groups().subList(0, index),
                        parameters(graph, vertices),
                        whole.fineTuningRate(),
                        whole.runtime()),
                shape);
    }

    /** How many numbers some vertices have. */
    static long parameters(ComputationGraph graph, Set<String> vertices) {
        return Arrays.stream(graph.getLayers())
                .filter(layer -> vertices.contains(layer.conf().getLayer().getLayerName()))
                .mapToLong(layer -> layer.numParams())
                .sum();
    }
}
