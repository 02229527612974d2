package org.tl4j.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.core.training.AutoSettings;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.StrategySettings;
import org.tl4j.core.weights.WeightsOrigin;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.StorageSettings;

class Deeplearning4jBackboneTest {
    private static final Optional<ImageSize> SIZE = Optional.of(ImageSize.square(Photos.SIDE));

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        Runtimes.started();
    }

    @Test
    void featuresAreTheActivationsOfTheGraphItself() {
        ComputationGraph graph = Graphs.initialised(Graphs.small());
        Deeplearning4jBackbone backbone = Deeplearning4jBackbone.of("own", graph, SIZE, PixelConvention.UNIT);

        assertThat(backbone.entry().defaultBoundary()).isEqualTo("dense");
        assertThat(backbone.entry().classes()).hasValue(Graphs.CLASSES);
        assertThat(backbone.vertices()).contains("stem", "body", "mean", "dense");
        ImageBatch image = ImageBatch.allocate(1, backbone.entry().preprocessing());
        for (int i = 0; i < image.values().limit(); i++) {
            image.values().put(i, (i * 37 % 101) / 101f);
        }
        try (TransferLearner learner = learner();
                Backbone open = learner.backbones().open(backbone.addTo(learner))) {
            float[] found = new float[6];
            open.features(image).row(0).get(found);
            INDArray input = Nd4j.createUninitialized(1, 3, Photos.SIDE, Photos.SIDE);
            input.data().asNioFloat().put(image.values().duplicate().rewind());
            float[] expected =
                    graph.feedForward(input, true).get("dense").dup('c').data().asFloat();

            assertThat(open).isInstanceOf(TrainableBackbone.class);
            assertThat(open.spec().weights()).isEqualTo(backbone.weights().digest());
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isCloseTo(expected[i], within(1e-5f));
            }
        }
        // nothing of it was taken away
        assertThat(graph.params().isAttached() || graph.params().wasClosed()).isFalse();
    }

    @Test
    void everyStrategyTakesIt() throws IOException {
        Path photos = Photos.write(folder.resolve("photos"), 8);
        Deeplearning4jBackbone backbone = own();
        StrategySettings[] strategies = {
            FeatureExtractionSettings.DEFAULT, FineTuningSettings.DEFAULT, AutoSettings.DEFAULT
        };
        try (TransferLearner learner = learner()) {
            BackboneRequest request = backbone.addTo(learner);
            for (StrategySettings strategy : strategies) {
                Path bundle = folder.resolve(strategy.name() + ".tlz");
                TrainingReport report = learner.train(
                        TrainingRequest.of(photos, bundle).withBackbone(request).withStrategy(strategy));

                assertThat(report.backbone().origin()).isEqualTo(WeightsOrigin.MEMORY);
                assertThat(report.validation().accuracy()).as(strategy.name()).isGreaterThan(0.9);
            }
        }
    }

    @Test
    void theBundleNamesTheClassThatGaveTheGraphAndTheDigestOfItsWeights() throws IOException {
        Path photos = Photos.write(folder.resolve("photos"), 6);
        Path bundle = folder.resolve("model.tlz");
        Deeplearning4jBackbone backbone = own().givenBy(Graphs.class);
        try (TransferLearner learner = learner()) {
            learner.train(TrainingRequest.of(photos, bundle)
                    .withBackbone(backbone.addTo(learner))
                    .withStrategy(FeatureExtractionSettings.DEFAULT));

            var manifest = learner.bundles().read(bundle).manifest();
            assertThat(manifest.backbone()).isEqualTo("own");
            assertThat(manifest.backboneWeights()).isEqualTo(backbone.weights().digest());
            assertThat(manifest.provenance().settings()).containsEntry("backbone-source", Graphs.class.getName());
        }
        // and an application without the graph can use it
        try (TransferLearner other = learner();
                var predictor = other.predictor(bundle)) {
            assertThat(predictor.predict(photos.resolve("red/0.png")).best().label())
                    .isEqualTo("red");
            assertThat(other.bundles().read(bundle).network().tensors(NetworkContents.WEIGHTS))
                    .isNotEmpty();
        }
    }

    @Test
    void theDigestIsThatOfTheParameters() {
        ComputationGraph graph = Graphs.initialised(Graphs.small());
        var before = Deeplearning4jBackbone.of("own", graph, SIZE, PixelConvention.UNIT);
        var again = Deeplearning4jBackbone.of("own", graph, SIZE, PixelConvention.UNIT);
        graph.params().putScalar(0, 5);
        var changed = Deeplearning4jBackbone.of("own", graph, SIZE, PixelConvention.UNIT);

        assertThat(again.weights().digest()).isEqualTo(before.weights().digest());
        assertThat(changed.weights().digest()).isNotEqualTo(before.weights().digest());
    }

    @Test
    void aNetworkOfLayersInAChainIsTakenToo() {
        MultiLayerNetwork network = Graphs.chain();
        Deeplearning4jBackbone backbone = Deeplearning4jBackbone.of("chain", network, SIZE, PixelConvention.TF);

        assertThat(backbone.entry().source()).isEqualTo(MultiLayerNetwork.class.getName());
        assertThat(backbone.vertices())
                .hasSizeGreaterThanOrEqualTo(3)
                .contains(backbone.entry().defaultBoundary());
        // which is still usable
        assertThat(network.output(Nd4j.zeros(1, 3, Photos.SIDE, Photos.SIDE)).columns())
                .isEqualTo(Graphs.CLASSES);
    }

    @Test
    void theBoundaryCanBeNamedOnceOrInEachRequest() {
        Deeplearning4jBackbone backbone = own().withBoundary("body").withFineTuningRate(0.01);
        try (TransferLearner learner = learner()) {
            BackboneRequest request = backbone.addTo(learner);
            try (Backbone body = learner.backbones().open(request);
                    Backbone stem = learner.backbones().open(request.upTo("stem"))) {
                assertThat(body.spec().boundary().width()).isEqualTo(12);
                assertThat(body.spec().fineTuningRate()).isEqualTo(0.01);
                assertThat(stem.spec().boundary().width()).isEqualTo(8);
            }
        }
        assertThatThrownBy(() -> backbone.withBoundary("bodi"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("must be a vertex of the network")
                .hasMessageContaining("body");
        assertThatThrownBy(() -> backbone.withFineTuningRate(0)).isInstanceOf(UsageException.class);
    }

    @Test
    void isInNoCatalogueAfterItWasRemovedOrTheLearnerClosed() {
        Deeplearning4jBackbone backbone = own();
        try (TransferLearner learner = learner()) {
            BackboneRequest request = backbone.addTo(learner);
            assertThat(learner.backbones().available(backbone.entry())).isTrue();
            assertThat(learner.backbones()
                            .structure(backbone.entry())
                            .orElseThrow()
                            .boundaries())
                    .isNotEmpty();
            assertThat(learner.backbones().verify(request)).isEmpty();
            assertThatThrownBy(() -> backbone.addTo(learner)).hasMessageContaining("must not be taken, found own");

            learner.backbones().remove("own");

            assertThatThrownBy(() -> learner.backbones().open(request)).isInstanceOf(UsageException.class);
        }
        try (TransferLearner other = learner()) {
            assertThat(other.backbones().entries()).doesNotContain(backbone.entry());
        }
    }

    private static Deeplearning4jBackbone own() {
        ComputationGraph graph = Graphs.initialised(Graphs.small());
        try {
            return Deeplearning4jBackbone.of("own", graph, SIZE, PixelConvention.UNIT);
        } finally {
            graph.close();
        }
    }

    private TransferLearner learner() {
        return TransferLearner.create(
                StorageSettings.in(folder.resolve("cache")).offline());
    }

    @Test
    void settingsOfTheGraphStayAsTheyWere() {
        ComputationGraph graph = Graphs.initialised(Graphs.small());
        String before = graph.getConfiguration().toJson();
        Deeplearning4jBackbone.of("own", graph, SIZE, PixelConvention.UNIT);

        assertThat(graph.getConfiguration().toJson()).isEqualTo(before);
        assertThat(Map.copyOf(graph.paramTable())).hasSize(8);
    }
}
