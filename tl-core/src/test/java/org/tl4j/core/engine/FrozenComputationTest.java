package org.tl4j.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.backbone.NetworkSplit;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.features.FeatureKey;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsContent;
import org.tl4j.core.weights.WeightsSource;

/** Which of two engines computes a frozen network: one that trains and writes ONNX, and one that runs it. */
class FrozenComputationTest {
    private static final String TRAINER = "trainer";
    private static final String RUNNER = "runner";
    private static final ImageSize SIZE = ImageSize.square(2);
    private static final Preprocessing INPUT =
            new Preprocessing(new ResizeRule.Exact(SIZE), SIZE, ChannelOrder.GREY, 1, List.of(0.0), List.of(1.0));
    private static final OnnxNetwork WRITTEN = new OnnxNetwork(ByteBuffer.wrap(new byte[] {7}), List.of());
    private static final BackboneRequest REQUEST = BackboneRequest.of("net");

    /** What happened, in order. */
    private final List<String> events = new ArrayList<>();

    private OnnxTranslation translation = new OnnxTranslation.Written(WRITTEN);
    private Optional<EnvironmentException> broken = Optional.empty();
    private Optional<Tl4jException> refusal = Optional.empty();

    private final Engines engines = Engines.of(List.of(), List.of(provider(TRAINER), provider(RUNNER)), null);

    @Test
    void featuresComeFromTheEngineThatRunsOnnxAndTheRestFromTheOther() {
        try (TrainableBackbone backbone = (TrainableBackbone) open(engines)) {
            backbone.features(ImageBatch.allocate(1, INPUT));
            try (Backbone prefix = backbone.frozenPrefix("layer2")) {
                prefix.features(ImageBatch.allocate(1, INPUT));
                assertThat(prefix.spec().runtime()).isEqualTo("runner 1");
            }
            backbone.tunable(null, null);
            backbone.withHead(null);

            assertThat(backbone.spec().runtime()).isEqualTo("runner 1");
            assertThat(engines.computing(backbone, entry()).name()).isEqualTo(RUNNER);
        }
        assertThat(events)
                .containsExactly(
                        "start trainer",
                        "start runner",
                        "features by runner",
                        "features by runner",
                        "close network of runner",
                        "close backbone",
                        "tunable by trainer",
                        "withHead by trainer",
                        "close network of runner",
                        "close backbone");
    }

    @Test
    void theFeaturesOfTwoEnginesAreNotMixed() {
        try (Backbone fast = open(engines);
                Backbone own = open(engines.selecting(EngineSelection.of(TRAINER)))) {
            assertThat(FeatureKey.of(fast.spec(), "decoder").digest())
                    .isNotEqualTo(FeatureKey.of(own.spec(), "decoder").digest());
        }
    }

    @Test
    void aNetworkThatCannotBeWrittenIsComputedByItsOwnEngine() {
        translation = new OnnxTranslation.Refused("layer conv3 of type Odd");
        try (Backbone backbone = open(engines)) {
            backbone.features(ImageBatch.allocate(1, INPUT));

            assertThat(engines.computing(backbone, entry()).name()).isEqualTo(TRAINER);
        }
        assertThat(events).contains("features by trainer");
    }

    @Test
    void theSelectedEngineMustBeAbleTo() {
        translation = new OnnxTranslation.Refused("layer conv3 of type Odd");

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> open(engines.selecting(EngineSelection.of(RUNNER))))
                .withMessage("engine must be able to compute the backbone net, found runner, which cannot compute layer"
                        + " conv3 of type Odd; use trainer");
        assertThat(events).endsWith("close backbone");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> engines.selecting(EngineSelection.of("runer")))
                .withMessage("engine must be one of trainer, runner, found runer; did you mean runner?");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> engines.selecting(EngineSelection.of(TRAINER)).load(contents(RUNNER, true), INPUT))
                .withMessage("engine must be able to compute the network of the bundle, found trainer; use runner");
    }

    @Test
    void theSelectedEngineStartsAlone() {
        Engines own = engines.selecting(EngineSelection.of(TRAINER));
        try (Backbone backbone = open(own);
                TrainedNetwork network = own.load(contents(TRAINER, true), INPUT)) {
            backbone.features(ImageBatch.allocate(1, INPUT));
            network.probabilities(ImageBatch.allocate(1, INPUT));
        }
        assertThat(events)
                .contains("features by trainer", "probabilities by trainer")
                .doesNotContain("start runner");
    }

    @Test
    void aBundleInOnnxNeedsNoOtherEngine() {
        Engines alone = Engines.of(List.of(), List.of(provider(RUNNER)), null);
        for (Engines all : List.of(engines, alone)) {
            events.clear();
            try (TrainedNetwork network = all.load(contents(TRAINER, true), INPUT);
                    FeatureNetwork features = all.features(
                                    contents(TRAINER, true), INPUT, List.of("top"), Pooling.AVERAGE)
                            .orElseThrow()) {
                network.probabilities(ImageBatch.allocate(1, INPUT));
                features.features(ImageBatch.allocate(1, INPUT));
            }
            assertThat(events)
                    .contains("probabilities by runner", "features by runner")
                    .doesNotContain("start trainer");
        }
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> alone.load(contents(TRAINER, false), INPUT))
                .withMessageContaining("engine of the bundle must be one of runner, found trainer");
    }

    @Test
    void aBundleWithoutOnnxIsDescribedByTheEngineThatItNames() {
        try (TrainedNetwork network = engines.load(contents(TRAINER, false), INPUT)) {
            network.probabilities(ImageBatch.allocate(1, INPUT));

            assertThat(network.contents().has(OnnxNetwork.ENTRY)).isTrue();
        }
        translation = new OnnxTranslation.Refused("layer conv3 of type Odd");
        try (TrainedNetwork network = engines.load(contents(TRAINER, false), INPUT)) {
            network.probabilities(ImageBatch.allocate(1, INPUT));
        }
        assertThat(events).contains("probabilities by runner", "probabilities by trainer");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> engines.selecting(EngineSelection.of(RUNNER)).load(contents(TRAINER, false), INPUT))
                .withMessageContaining("which cannot compute layer conv3 of type Odd");
    }

    @Test
    void whereOneCannotStartTheOtherComputesUnlessItWasSelected() {
        broken = Optional.of(new EnvironmentException("runner", "must be loadable", "musl", "use trainer"));
        for (int i = 0; i < 2; i++) {
            try (Backbone backbone = open(engines);
                    TrainedNetwork network = engines.load(contents(TRAINER, true), INPUT)) {
                backbone.features(ImageBatch.allocate(1, INPUT));
                network.probabilities(ImageBatch.allocate(1, INPUT));
            }
        }
        assertThat(events).contains("features by trainer", "probabilities by trainer");
        assertThat(events.stream().filter("start runner"::equals)).hasSize(1);
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> open(engines.selecting(EngineSelection.of(RUNNER))));
    }

    @Test
    void aNetworkThatIsRefusedWhereItIsOpenedIsComputedByItsOwnEngine() {
        refusal = Optional.of(
                new BundleException("network", "must be one that can be run", "operator Odd", "train it again"));
        try (Backbone backbone = open(engines);
                TrainedNetwork network = engines.load(contents(TRAINER, true), INPUT)) {
            backbone.features(ImageBatch.allocate(1, INPUT));
            network.probabilities(ImageBatch.allocate(1, INPUT));
        }
        assertThat(events).contains("features by trainer", "probabilities by trainer");
        Engines selected = engines.selecting(EngineSelection.of(RUNNER));
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> open(selected))
                .withMessage("engine must be able to compute the backbone net, found runner, which refuses it (operator"
                        + " Odd); use the engine trainer");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> selected.load(contents(TRAINER, true), INPUT))
                .withMessageEndingWith("use the engine trainer");
        Engines alone = Engines.of(List.of(), List.of(provider(RUNNER)), null);
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> alone.load(contents(TRAINER, true), INPUT))
                .withMessageContaining("operator Odd");
    }

    @Test
    void whereMemoryDoesNotSufficeItsOwnEngineComputes() {
        refusal = Optional.of(new EnvironmentException("memory", "must suffice", "2 GiB", "use more"));
        try (Backbone backbone = open(engines)) {
            backbone.features(ImageBatch.allocate(1, INPUT));
        }
        assertThat(events).contains("features by trainer");
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> open(engines.selecting(EngineSelection.of(RUNNER))));
    }

    @Test
    void featuresOfABundleAreThoseOfItsManifestWhoeverComputesThem() {
        features(engines, contents(TRAINER, true), "top");
        features(engines, contents(TRAINER, true), "elsewhere");
        features(engines, contents(TRAINER, false), "top");

        assertThat(events.stream().filter(event -> event.startsWith("features")))
                .containsExactly("features by runner", "features by trainer", "features by trainer");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() ->
                        features(engines.selecting(EngineSelection.of(RUNNER)), contents(TRAINER, true), "elsewhere"))
                .withMessageContaining("cannot compute its features")
                .withMessageEndingWith("use trainer");
    }

    @Test
    void aBundleIsSplitByTheEngineThatRunsOnnxUnlessTheOtherIsSelected() {
        assertThat(engines.split(contents(TRAINER, true), INPUT))
                .isEqualTo(new NetworkSplit.Refused("the engine does not run networks in two parts"));
        assertThat(engines.selecting(EngineSelection.of(TRAINER)).split(contents(TRAINER, true), INPUT))
                .isEqualTo(new NetworkSplit.Refused("the engine trainer computes no derivatives, which runner does"));
    }

    private static void features(Engines all, NetworkContents contents, String boundary) {
        try (FeatureNetwork network = all.features(contents, INPUT, List.of(boundary), Pooling.AVERAGE)
                .orElseThrow()) {
            network.features(ImageBatch.allocate(1, INPUT));
        }
    }

    @Test
    void whereNothingElseComputesABundleTheReasonIsTheError() {
        broken = Optional.of(new EnvironmentException("runner", "must be loadable", "musl", "use trainer"));
        Engines alone = Engines.of(List.of(), List.of(provider(RUNNER)), null);

        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> alone.load(contents(TRAINER, true), INPUT))
                .withMessageContaining("musl");
    }

    private static Backbone open(Engines engines) {
        return engines.open(entry(), null, REQUEST);
    }

    private static NetworkContents contents(String engine, boolean onnx) {
        NetworkContents contents = new NetworkContents(engine, List.of(NetworkEntry.text("network.json", "{}")));
        return onnx ? contents.with(new NetworkEntry.Bytes(OnnxNetwork.ENTRY, WRITTEN.model())) : contents;
    }

    private static BackboneEntry entry() {
        return BackboneEntry.named("net")
                .engine(TRAINER)
                .architecture("known")
                .weights(WeightsSource.named("net.bin"))
                .preprocessing(INPUT)
                .defaultBoundary("top")
                .build();
    }

    private EngineProvider provider(String name) {
        return new EngineProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Engine start(TensorFormat tensors) {
                events.add("start " + name);
                if (name.equals(RUNNER)) {
                    broken.ifPresent(e -> {
                        throw e;
                    });
                }
                return new FakeEngine(name);
            }

            @Override
            public boolean runsOnnx() {
                return name.equals(RUNNER);
            }
        };
    }

    private final class FakeEngine implements Engine {
        private final String name;

        FakeEngine(String name) {
            this.name = name;
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
            return true;
        }

        @Override
        public void check(BackboneEntry entry, BackboneRequest request) {}

        @Override
        public Optional<NetworkStructure> structure(BackboneEntry entry, List<WeightsContent> weights) {
            return Optional.empty();
        }

        @Override
        public Backbone open(BackboneEntry entry, LocatedWeights weights, BackboneRequest request) {
            return new FakeTrainableBackbone(INPUT, translation, events::add);
        }

        @Override
        public TrainedNetwork load(NetworkContents contents, Preprocessing input) {
            return new FakeNetwork(name, contents, events::add);
        }

        @Override
        public Optional<FeatureNetwork> features(
                NetworkContents contents, Preprocessing input, List<String> boundaries, Pooling pooling) {
            return Optional.of(new FakeFeatures(name, events::add));
        }

        @Override
        public Optional<OnnxWriter> onnxWriter() {
            return name.equals(TRAINER) ? Optional.of((contents, input) -> translation) : Optional.empty();
        }

        @Override
        public Optional<OnnxRunner> onnxRunner() {
            return name.equals(RUNNER) ? Optional.of(new FakeRunner()) : Optional.empty();
        }
    }

    private final class FakeRunner implements OnnxRunner {
        @Override
        public FeatureNetwork features(OnnxNetwork network, Boundary boundary) {
            assertThat(network).isSameAs(WRITTEN);
            refuse();
            return new FakeFeatures(RUNNER, events::add);
        }

        @Override
        public TrainedNetwork classifier(NetworkContents contents, Preprocessing input) {
            assertThat(contents.bytes(OnnxNetwork.ENTRY)).isEqualTo(WRITTEN.model());
            refuse();
            return new FakeNetwork(RUNNER, contents, events::add);
        }

        @Override
        public Optional<FeatureNetwork> features(
                NetworkContents contents, Preprocessing input, List<String> boundaries, Pooling pooling) {
            return boundaries.equals(List.of("top"))
                    ? Optional.of(new FakeFeatures(RUNNER, events::add))
                    : Optional.empty();
        }

        private void refuse() {
            refusal.ifPresent(failure -> {
                throw new RefusedNetworkException(failure);
            });
        }
    }
}
