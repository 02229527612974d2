package org.tl4j.dl4j.training;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.validation.ActivationShape;

/**
 * A graph to train, as a whole or from a vertex on.
 *
 * @param graph the whole graph with its parameters; the trainable network takes ownership
 * @param cut the vertex whose output is the input of the trained part: a vertex of the graph, or its input
 * @param below the vertices up to {@code cut}, which are not trained; empty if the whole graph is trained
 * @param inputShape output shape of {@code cut} for one example: [channels, height, width] or [features]
 * @param classes number of outputs
 * @param groups layer groups of the trained part, from the input on, the head last
 * @param batchNorm how batch norms are trained
 * @param image shape of the images of the whole graph
 * @param features what its output layer takes, where that is the boundary of a backbone
 */
public record TrainingSetup(
        ComputationGraph graph,
        String cut,
        Set<String> below,
        List<Long> inputShape,
        int classes,
        List<LayerGroup> groups,
        BatchNormMode batchNorm,
        ActivationShape image,
        Optional<Boundary> features) {
    public TrainingSetup {
        below = Set.copyOf(below);
        inputShape = List.copyOf(inputShape);
        groups = List.copyOf(groups);
    }

    /** The setup of a graph of whose features nothing is known. */
    public TrainingSetup(
            ComputationGraph graph,
            String cut,
            Set<String> below,
            List<Long> inputShape,
            int classes,
            List<LayerGroup> groups,
            BatchNormMode batchNorm,
            ActivationShape image) {
        this(graph, cut, below, inputShape, classes, groups, batchNorm, image, Optional.empty());
    }

    /** The same for a graph whose output layer takes the features of a boundary. */
    public TrainingSetup withFeatures(Boundary boundary) {
        return new TrainingSetup(
                graph, cut, below, inputShape, classes, groups, batchNorm, image, Optional.of(boundary));
    }

    /** Whether a layer is in a group. A layer of the trained part that is in no group is not changed. */
    boolean trains(String layer) {
        return groups.stream().anyMatch(group -> group.layers().contains(layer));
    }

    /** The setup to train a whole graph. */
    public static TrainingSetup whole(
            ComputationGraph graph,
            List<Long> inputShape,
            int classes,
            List<LayerGroup> groups,
            BatchNormMode batchNorm) {
        return new TrainingSetup(
                graph,
                Architecture.INPUT,
                Set.of(),
                inputShape,
                classes,
                groups,
                batchNorm,
                ActivationShape.image(inputShape.get(0), inputShape.get(1), inputShape.get(2)));
    }
}
