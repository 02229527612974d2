package org.tl4j.dl4j.backbone;

import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.NoOp;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.engine.FreshNetworks;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.architecture.Architectures;
import org.tl4j.dl4j.graph.VertexShape;
import org.tl4j.dl4j.training.Dl4jTrainableNetwork;
import org.tl4j.dl4j.training.TrainingSetup;

/**
 * Graphs with random initial weights.
 */
final class Dl4jFreshNetworks implements FreshNetworks {
    private final Dl4jEngine engine;

    /**
     * @param engine opens a graph that is stored in a file
     */
    Dl4jFreshNetworks(Dl4jEngine engine) {
        this.engine = engine;
    }

    @Override
    public TrainableNetwork untrained(
            BackboneEntry entry, Optional<LocatedWeights> weights, int classes, long seed, Optimizer optimizer) {
        if (entry.architecture().equals(ImportedNetwork.ARCHITECTURE)) {
            LocatedWeights located = weights.orElseThrow(() -> new WeightsException(
                    "weights of " + entry.name(), "must exist, since they contain the graph", "none", ""));
            try (TrainableBackbone backbone = engine.open(entry, located, BackboneRequest.of(entry.name()))) {
                return backbone.untrained(LabelSet.numbered(classes), seed, optimizer);
            }
        }
        Architecture architecture = Architectures.named(entry.architecture());
        architecture.require(entry.preprocessing().crop());
        ComputationGraph graph = new ComputationGraph(architecture.configuration(
                entry.preprocessing(), classes, new Architecture.Initialisation(seed, new NoOp())));
        graph.init();
        TrainingSetup start = TrainingSetup.whole(
                graph,
                VertexShape.input(entry.preprocessing()).dimensions(),
                classes,
                PretrainedGraph.groupsWithClassifier(architecture, graph.getConfiguration()),
                BatchNormMode.ADAPTIVE);
        TrainingSetup known = ClassifierInput.of(graph.getConfiguration(), entry.defaultBoundary())
                .map(start::withFeatures)
                .orElse(start);
        return new Dl4jTrainableNetwork(known, optimizer);
    }
}
