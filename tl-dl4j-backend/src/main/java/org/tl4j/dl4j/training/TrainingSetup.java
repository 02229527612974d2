package org.tl4j.dl4j.training;

import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.dl4j.architecture.Architecture;

/**
 * A graph that is to be trained, whole or above a vertex.
 *
 * @param graph with all layers and numbers; whoever trains it owns it
 * @param cut the vertex whose output goes into the trained part: a vertex of the graph, or its input
 * @param below the vertices up to {@code cut}, which are not trained; empty where all is
 * @param inputShape what comes out of {@code cut} for one example: [channels, height, width] or [features]
 * @param classes how many outputs it has
 * @param groups of the trained part, from the input on, the head last
 * @param batchNorm what becomes of its batch norms
 */
public record TrainingSetup(
        ComputationGraph graph,
        String cut,
        Set<String> below,
        List<Long> inputShape,
        int classes,
        List<LayerGroup> groups,
        BatchNormMode batchNorm) {
    public TrainingSetup {
        below = Set.copyOf(below);
        inputShape = List.copyOf(inputShape);
        groups = List.copyOf(groups);
    }

    /** Whether a layer is in a group. One of the trained part that is in none stays as it is. */
    boolean trains(String layer) {
        return groups.stream().anyMatch(group -> group.layers().contains(layer));
    }

    /** A graph that is trained as a whole, from its input on. */
    public static TrainingSetup whole(
            ComputationGraph graph,
            List<Long> inputShape,
            int classes,
            List<LayerGroup> groups,
            BatchNormMode batchNorm) {
        return new TrainingSetup(graph, Architecture.INPUT, Set.of(), inputShape, classes, groups, batchNorm);
    }
}
