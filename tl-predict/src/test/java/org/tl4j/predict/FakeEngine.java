package org.tl4j.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.backbone.NetworkSplit;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.SplitNetwork;
import org.tl4j.core.backbone.UnpooledNetwork;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.EngineInfo;
import org.tl4j.core.engine.EngineProvider;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsContent;

/** Opens bundles alone: red images are red, and their features are the first value of each colour. */
final class FakeEngine implements Engine {
    private static final int COLOURS = 3;

    private final String name;
    private final int outputs;
    private final boolean givesFeatures;

    /** What happened, in order. */
    final List<String> log = new ArrayList<>();

    /** The output layer that it shows of bundles. */
    Optional<LinearHead> head = Optional.empty();

    /** The values before pooling that it shows of bundles. */
    Optional<UnpooledNetwork> unpooled = Optional.empty();

    /** The two parts in which it opens bundles. */
    Optional<SplitNetwork> split = Optional.empty();

    FakeEngine(String name, int outputs, boolean givesFeatures) {
        this.name = name;
        this.outputs = outputs;
        this.givesFeatures = givesFeatures;
    }

    FakeEngine(String name) {
        this(name, 2, true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo(name, name + " 1", Map.of(), Map.of());
    }

    @Override
    public boolean supports(BackboneEntry entry) {
        return false;
    }

    @Override
    public void check(BackboneEntry entry, BackboneRequest request) {
        throw new UnsupportedOperationException("who predicts has no catalogue");
    }

    @Override
    public Optional<NetworkStructure> structure(BackboneEntry entry, List<WeightsContent> weights) {
        throw new UnsupportedOperationException("who predicts has no catalogue");
    }

    @Override
    public Backbone open(BackboneEntry entry, LocatedWeights weights, BackboneRequest request) {
        throw new UnsupportedOperationException("who predicts has no catalogue");
    }

    @Override
    public TrainedNetwork load(NetworkContents contents, Preprocessing input) {
        log.add("load");
        return new Redness();
    }

    @Override
    public Optional<FeatureNetwork> features(
            NetworkContents contents, Preprocessing input, List<String> boundaries, Pooling pooling) {
        return givesFeatures ? Optional.of(new Colours(boundaries, pooling)) : Optional.empty();
    }

    @Override
    public Optional<LinearHead> head(NetworkContents contents, LabelMode mode) {
        return head;
    }

    @Override
    public Optional<UnpooledNetwork> unpooled(NetworkContents contents, Preprocessing input, List<String> boundaries) {
        return unpooled;
    }

    @Override
    public NetworkSplit split(NetworkContents contents, Preprocessing input) {
        return split.<NetworkSplit>map(NetworkSplit.Opened::new)
                .orElseGet(() -> new NetworkSplit.Refused("the engine first computes no derivatives"));
    }

    /** Says how it is started. */
    static EngineProvider provider(FakeEngine engine) {
        return new EngineProvider() {
            @Override
            public String name() {
                return engine.name();
            }

            @Override
            public Engine start(TensorFormat tensors) {
                engine.log.add("start");
                return engine;
            }
        };
    }

    private final class Redness implements TrainedNetwork {
        @Override
        public float[][] probabilities(ImageBatch images) {
            float[][] rows = new float[images.images()][outputs];
            for (int i = 0; i < rows.length; i++) {
                rows[i][images.image(i).get(0) > 100 ? 1 : 0] = 1;
            }
            return rows;
        }

        @Override
        public ParameterCounts parameters() {
            return new ParameterCounts(2, 2);
        }

        @Override
        public List<String> frozenLayers() {
            return List.of();
        }

        @Override
        public NetworkContents contents() {
            return FakeBundles.of(name).network();
        }

        @Override
        public void close() {
            log.add("close");
        }
    }

    private final class Colours implements FeatureNetwork {
        private final Boundary boundary;

        Colours(List<String> boundaries, Pooling pooling) {
            this.boundary = new Boundary(boundaries, pooling, COLOURS);
        }

        @Override
        public Boundary boundary() {
            return boundary;
        }

        @Override
        public FeatureBatch features(ImageBatch images) {
            FeatureBatch features = FeatureBatch.allocate(images.images(), COLOURS);
            int plane = images.height() * images.width();
            for (int i = 0; i < images.images() * COLOURS; i++) {
                features.values().put(i, images.values().get(i * plane));
            }
            return features;
        }

        @Override
        public void close() {
            log.add("close features");
        }
    }
}
