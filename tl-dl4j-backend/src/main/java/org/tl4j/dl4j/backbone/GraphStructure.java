package org.tl4j.dl4j.backbone;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.learning.config.NoOp;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BoundaryOption;
import org.tl4j.core.backbone.NetworkSize;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.graph.GraphPaths;
import org.tl4j.dl4j.graph.GraphSize;
import org.tl4j.dl4j.graph.VertexShape;

/**
 * The structure of an entry's network.
 *
 * @param architecture that defines the graph; empty if a file contains it
 * @param configuration the whole graph, classifier included
 */
record GraphStructure(
        BackboneEntry entry, Optional<Architecture> architecture, ComputationGraphConfiguration configuration)
        implements NetworkStructure {
    /** The number of classes of a graph whose classifier is not used. */
    private static final int ANY_CLASSES = 2;

    static GraphStructure of(BackboneEntry entry, Architecture architecture) {
        return new GraphStructure(
                entry,
                Optional.of(architecture),
                architecture.configuration(
                        entry.preprocessing(),
                        entry.classes().orElse(ANY_CLASSES),
                        new Architecture.Initialisation(0, new NoOp())));
    }

    @Override
    public Optional<NetworkSize> size() {
        return architecture.isPresent() && entry.classes().isEmpty()
                ? Optional.empty()
                : Optional.of(GraphSize.of(configuration, VertexShape.inputType(entry.preprocessing())));
    }

    @Override
    public List<BoundaryOption> boundaries() {
        return places().options();
    }

    Boundaries places() {
        return new Boundaries(configuration, entry.preprocessing(), allGroups(), entry.defaultBoundary());
    }

    @Override
    public List<LayerGroup> groups() {
        Set<String> features = GraphPaths.upTo(configuration, List.of(entry.defaultBoundary()));
        return LayerGroup.within(features, allGroups());
    }

    private List<LayerGroup> allGroups() {
        return architecture
                .map(known -> PretrainedGraph.groups(known, configuration))
                .orElseGet(() -> PretrainedGraph.groups(configuration, entry.preprocessing(), entry.defaultBoundary()));
    }

    @Override
    public String inputSizes() {
        return architecture
                .map(Architecture::inputSizes)
                .orElseGet(() -> entry.preprocessing().crop() + " alone");
    }
}
