package org.tl4j.dl4j.backbone;

import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.LayerGroup;

/**
 * A pretrained network with its classifier.
 *
 * @param graph with all parameters; the owner of the network frees it
 * @param groups all layers with parameters, from the input on; the last is its classifier, which may be empty
 * @param absent layers of the classifier that the file does not contain; their parameters are not meaningful
 */
record WholeNetwork(ComputationGraph graph, List<LayerGroup> groups, Set<String> absent) {
    WholeNetwork {
        groups = List.copyOf(groups);
        absent = Set.copyOf(absent);
    }

    /** A network whose file contains all layers. */
    WholeNetwork(ComputationGraph graph, List<LayerGroup> groups) {
        this(graph, groups, Set.of());
    }

    /**
     * Checks that the weights contain all layers from which features are computed.
     *
     * @param layers that are computed
     * @throws WeightsException if some of them are absent
     */
    void requirePresent(Set<String> layers, String source) {
        List<String> needed = absent.stream().filter(layers::contains).sorted().toList();
        if (!needed.isEmpty()) {
            throw new WeightsException(
                    "weights " + source,
                    "must hold the layers " + String.join(", ", needed) + " of the classifier for this boundary",
                    "a backbone without classifier",
                    "take features of an earlier layer (boundary), or use weights with the classifier");
        }
    }
}
