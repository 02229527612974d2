package org.tl4j.dl4j.backbone;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.provenance.Digest;

/**
 * A pretrained network with its classifier.
 *
 * @param graph with all numbers; whoever has the network frees it
 * @param weights the digest of its file
 * @param groups all layers with parameters, from the input on; the last is its classifier, which may be empty
 */
record WholeNetwork(ComputationGraph graph, Digest weights, List<LayerGroup> groups) {
    WholeNetwork {
        groups = List.copyOf(groups);
    }
}
