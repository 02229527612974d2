package org.tl4j.dl4j.backbone;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.FiniteValues;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainableScope;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.graph.Dl4jNetwork;
import org.tl4j.dl4j.graph.GraphPaths;
import org.tl4j.dl4j.graph.OnnxDescription;
import org.tl4j.dl4j.graph.OwnedGraph;
import org.tl4j.dl4j.graph.VertexShape;
import org.tl4j.dl4j.training.Dl4jTrainableNetwork;
import org.tl4j.dl4j.training.TrainingSetup;

/** A backbone as a DL4J graph. */
final class Dl4jBackbone implements TrainableBackbone {
    private final BackboneSpec spec;
    private final OwnedGraph owned;
    private final List<FeatureShape> shapes;
    private final FeatureGraph featureGraph;
    private final boolean owner;

    /**
     * Takes ownership of {@code graph}.
     *
     * @param shapes of the outputs of the boundary's vertices, in their order
     */
    Dl4jBackbone(BackboneSpec spec, ComputationGraph graph, List<FeatureShape> shapes) {
        this(spec, new OwnedGraph(graph), shapes, true);
    }

    private Dl4jBackbone(BackboneSpec spec, OwnedGraph owned, List<FeatureShape> shapes, boolean owner) {
        this.spec = spec;
        this.owned = owned;
        this.shapes = List.copyOf(shapes);
        this.featureGraph = owned.use(graph -> FeatureGraph.of(graph, spec.boundary(), shapes));
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
        float[] values = owned.use(graph -> featureGraph.values(images));
        FiniteValues.require(values, "features of " + spec.name(), "choose other weights", WeightsException::new);
        features.values().put(0, values);
        return features;
    }

    @Override
    public OnnxTranslation onnx() {
        return owned.use(graph -> featureGraph.onnx(spec.preprocessing()));
    }

    @Override
    public TrainedNetwork withHead(LinearHead head) {
        requireWidth(head);
        return owned.use(graph -> new Dl4jNetwork(
                HeadReplacement.replace(
                        graph, spec.boundary(), shapes, spec.boundary().vertices(), head),
                OnnxDescription.image(spec.preprocessing()),
                spec.boundary()));
    }

    private void requireWidth(LinearHead head) {
        if (head.inputs() != spec.boundary().width()) {
            throw new IllegalArgumentException("the head must take %d features, found %d"
                    .formatted(spec.boundary().width(), head.inputs()));
        }
    }

    @Override
    @SuppressWarnings("unused") // created for its checks
    public void requireTunableFrom(String group) {
        owned.use(graph -> FrozenPrefix.before(group, spec, graph));
    }

    @Override
    public Backbone frozenPrefix(String group) {
        return owned.use(graph -> {
            FrozenPrefix lower = FrozenPrefix.before(group, spec, graph);
            return new Dl4jBackbone(lower.spec(), owned, List.of(lower.shape()), false);
        });
    }

    @Override
    public TrainableNetwork tunable(LinearHead head, TrainableScope tuning) {
        requireWidth(head);
        return owned.use(graph -> {
            Optional<FrozenPrefix> lower = tuning.from().map(group -> FrozenPrefix.before(group, spec, graph));
            List<String> cut =
                    lower.map(part -> part.spec().boundary().vertices()).orElse(List.of());
            ComputationGraph whole = HeadReplacement.replace(graph, spec.boundary(), shapes, cut, head);
            TrainingSetup start = new TrainingSetup(
                    whole,
                    cut.isEmpty() ? Architecture.INPUT : cut.get(0),
                    GraphPaths.upTo(whole.getConfiguration(), cut),
                    lower.map(FrozenPrefix::shape).orElseGet(this::input).dimensions(),
                    head.classes(),
                    Groups.withHead(spec.groups(), tuning.from(), HeadReplacement.OUTPUT),
                    tuning.batchNorm(),
                    OnnxDescription.image(spec.preprocessing()));
            return new Dl4jTrainableNetwork(start.withFeatures(spec.boundary()), tuning.optimizer());
        });
    }

    @Override
    public TrainableNetwork untrained(LabelSet labels, long seed, Optimizer optimizer) {
        return owned.use(graph -> {
            ComputationGraph fresh = HeadReplacement.renew(graph, spec.boundary(), shapes, labels, seed);
            TrainingSetup start = TrainingSetup.whole(
                    fresh,
                    input().dimensions(),
                    labels.size(),
                    Groups.withHead(spec.groups(), Optional.empty(), HeadReplacement.OUTPUT),
                    BatchNormMode.ADAPTIVE);
            return new Dl4jTrainableNetwork(start.withFeatures(spec.boundary()), optimizer);
        });
    }

    private FeatureShape input() {
        return VertexShape.input(spec.preprocessing());
    }

    @Override
    public void close() {
        if (owner) {
            owned.close();
        }
    }
}
