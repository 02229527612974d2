package org.tl4j.dl4j.backbone;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.network.Tuning;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.network.Arrays4j;
import org.tl4j.dl4j.network.Dl4jNetwork;
import org.tl4j.dl4j.network.OwnedGraph;
import org.tl4j.dl4j.training.Dl4jTrainableNetwork;
import org.tl4j.dl4j.training.Start;

/** A backbone as a DL4J graph. */
final class Dl4jBackbone implements Backbone {
    private final BackboneSpec spec;
    private final OwnedGraph owned;
    private final VertexShape shape;
    private final boolean owner;

    /**
     * Takes ownership of {@code graph}.
     *
     * @param shape of the boundary's output
     */
    Dl4jBackbone(BackboneSpec spec, ComputationGraph graph, VertexShape shape) {
        this(spec, new OwnedGraph(graph), shape, true);
    }

    private Dl4jBackbone(BackboneSpec spec, OwnedGraph owned, VertexShape shape, boolean owner) {
        this.spec = spec;
        this.owned = owned;
        this.shape = shape;
        this.owner = owner;
    }

    @Override
    public BackboneSpec spec() {
        return spec;
    }

    @Override
    public FeatureBatch features(ImageBatch images) {
        FeatureBatch features =
                FeatureBatch.allocate(images.images(), spec.boundary().width());
        return owned.use(graph -> {
            try (INDArray input = Arrays4j.from(images);
                    INDArray output = atBoundary(graph, input)) {
                features.values().put(0, Arrays4j.values(output));
                return features;
            }
        });
    }

    private INDArray atBoundary(ComputationGraph graph, INDArray input) {
        INDArray output = graph.output(List.of(vertex()), false, new INDArray[] {input}, null)[0];
        if (!shape.spatial() || spec.boundary().pooling() == Pooling.NONE) {
            return output;
        }
        try (output) {
            return output.mean(2, 3);
        }
    }

    private String vertex() {
        return spec.boundary().vertex();
    }

    @Override
    public TrainedNetwork withHead(LinearHead head) {
        requireWidth(head);
        return owned.use(graph -> new Dl4jNetwork(
                HeadReplacement.replace(graph, vertex(), shape.spatial(), Optional.of(vertex()), head)));
    }

    private void requireWidth(LinearHead head) {
        if (head.inputs() != spec.boundary().width()) {
            throw new IllegalArgumentException("the head must take %d features, found %d"
                    .formatted(spec.boundary().width(), head.inputs()));
        }
    }

    @Override
    public Backbone below(String group) {
        return owned.use(graph -> {
            LowerPart lower = LowerPart.below(group, spec, graph);
            return new Dl4jBackbone(lower.spec(), owned, lower.shape(), false);
        });
    }

    @Override
    public TrainableNetwork tunable(LinearHead head, Tuning tuning) {
        requireWidth(head);
        return owned.use(graph -> {
            Optional<LowerPart> lower = tuning.from().map(group -> LowerPart.below(group, spec, graph));
            Optional<String> cut = lower.map(part -> part.spec().boundary().vertex());
            ComputationGraph whole = HeadReplacement.replace(graph, vertex(), shape.spatial(), cut, head);
            Start start = new Start(
                    whole,
                    cut.orElse(Architecture.INPUT),
                    cut.map(vertex -> PretrainedGraph.upTo(whole.getConfiguration(), vertex))
                            .orElse(Set.of()),
                    lower.map(LowerPart::shape).orElseGet(this::input).dimensions(),
                    head.classes(),
                    Groups.withHead(spec.groups(), tuning.from(), HeadReplacement.OUTPUT),
                    tuning.batchNorm());
            return new Dl4jTrainableNetwork(start, tuning.optimizer());
        });
    }

    @Override
    public TrainableNetwork untrained(int classes, long seed, Optimizer optimizer) {
        return owned.use(graph -> {
            ComputationGraph fresh = HeadReplacement.renew(
                    graph, vertex(), shape.spatial(), spec.boundary().width(), classes, seed);
            Start start = Start.whole(
                    fresh,
                    input().dimensions(),
                    classes,
                    Groups.withHead(spec.groups(), Optional.empty(), HeadReplacement.OUTPUT),
                    BatchNormMode.ADAPTIVE);
            return new Dl4jTrainableNetwork(start, optimizer);
        });
    }

    private VertexShape input() {
        return VertexShape.input(spec.preprocessing());
    }

    @Override
    public void close() {
        if (owner) {
            owned.close();
        }
    }
}
