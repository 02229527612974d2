package org.tl4j.dl4j.backbone;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.error.UsageException;
import org.tl4j.dl4j.graph.CutVertices;
import org.tl4j.dl4j.graph.GraphPaths;
import org.tl4j.dl4j.graph.VertexShape;

/**
 * The part of a backbone below one of its layer groups.
 *
 * @param spec of this part
 * @param shape of its output
 */
record FrozenPrefix(BackboneSpec spec, FeatureShape shape) {
    /**
     * The part below {@code group}.
     *
     * @throws UsageException if there is no such group, nothing below it, or a boundary further below
     */
    static FrozenPrefix before(String group, BackboneSpec whole, ComputationGraph graph) {
        int index = Groups.indexOf(whole.groups(), group);
        String first = whole.groups().get(index).layers().get(0);
        String cut = CutVertices.before(graph.getConfiguration(), first)
                .filter(vertex -> index > 0)
                .orElseThrow(() -> new UsageException(
                        "unfreeze-from", "must have a layer group below it", group, "leave it out to train all"));
        FeatureShape shape = VertexShape.of(VertexShape.types(graph.getConfiguration(), whole.preprocessing())
                .get(cut));
        Set<String> vertices = GraphPaths.upTo(graph.getConfiguration(), List.of(cut));
        requireBelowAll(group, cut, vertices, whole.boundary());
        return new FrozenPrefix(
                new BackboneSpec(
                        whole.name(),
                        whole.weights(),
                        whole.preprocessing(),
                        Boundary.at(cut, Pooling.FLATTEN, Math.toIntExact(shape.values())),
                        whole.groups().subList(0, index),
                        parameters(graph, vertices),
                        whole.fineTuningRate(),
                        whole.runtime()),
                shape);
    }

    /** The trained part has only the cut as its input, so no vertex below the cut can be a feature. */
    private static void requireBelowAll(String group, String cut, Set<String> below, Boundary boundary) {
        boundary.vertices().stream()
                .filter(vertex -> below.contains(vertex) && !vertex.equals(cut))
                .findFirst()
                .ifPresent(vertex -> {
                    throw new UsageException(
                            "unfreeze-from",
                            "must be a layer group that no boundary comes before",
                            group + ", after the boundary " + vertex,
                            "name an earlier group, or leave it out to train all");
                });
    }

    /** How many parameters some vertices have. */
    static long parameters(ComputationGraph graph, Set<String> vertices) {
        return Arrays.stream(graph.getLayers())
                .filter(layer -> vertices.contains(layer.conf().getLayer().getLayerName()))
                .mapToLong(layer -> layer.numParams())
                .sum();
    }
}
