package org.tl4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.deeplearning4j.zoo.ZooModel;
import org.deeplearning4j.zoo.model.Darknet19;
import org.deeplearning4j.zoo.model.ResNet50;
import org.deeplearning4j.zoo.model.SqueezeNet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.learner.FeatureReport;
import org.tl4j.learner.FeatureRequest;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.StorageSettings;

/** Models of the zoo as the zoo builds them: fresh weights; small images where a model takes them, to be quick. */
class ZooModelsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        Runtimes.started();
    }

    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of(
                        ResNet50.builder()
                                .numClasses(5)
                                .weightInit(new WeightInitRelu())
                                .inputShape(new int[] {3, 224, 224})
                                .build(),
                        PixelConvention.CAFFE,
                        2048),
                Arguments.of(
                        SqueezeNet.builder()
                                .numClasses(5)
                                .inputShape(new int[] {3, 48, 48})
                                .build(),
                        PixelConvention.UNIT,
                        512),
                Arguments.of(
                        Darknet19.builder()
                                .numClasses(5)
                                .inputShape(new int[] {3, 32, 32})
                                .build(),
                        PixelConvention.UNIT,
                        1024));
    }

    @ParameterizedTest
    @MethodSource("models")
    void becomeBackbonesWithAProposedBoundary(ZooModel<?> model, PixelConvention rule, int width) throws IOException {
        Deeplearning4jBackbone backbone = Deeplearning4jBackbone.of("zoo", model, rule);
        Path photos = Photos.write(folder.resolve("photos"), 3);
        try (TransferLearner learner = TransferLearner.create(
                StorageSettings.in(folder.resolve("cache")).offline())) {
            TrainingReport report = learner.train(TrainingRequest.of(photos, folder.resolve("model.tlz"))
                    .withBackbone(backbone.addTo(learner))
                    .withStrategy(FeatureExtractionSettings.DEFAULT));

            assertThat(report.manifest().provenance().settings())
                    .containsEntry("backbone-source", model.getClass().getName());
            assertThat(report.manifest().backboneWeights())
                    .isEqualTo(backbone.weights().digest());
            try (var open = learner.backbones().open(BackboneRequest.of("zoo"))) {
                assertThat(open.spec().boundary().width()).isEqualTo(width);
            }
        }
        assertThat(backbone.entry().classes()).hasValue(5);
    }

    /** Its default initialisation makes each layer tenfold larger, so that its scores overflow on every image. */
    @Test
    void freshResNet50IsABackboneWhoseLowerFeaturesCanBeTaken() throws IOException {
        Deeplearning4jBackbone backbone = Deeplearning4jBackbone.of(
                "zoo", ResNet50.builder().numClasses(5).build(), PixelConvention.UNIT);
        Path photos = Photos.write(folder.resolve("photos"), 1);
        try (TransferLearner learner = TransferLearner.create(
                StorageSettings.in(folder.resolve("cache")).offline())) {
            BackboneRequest request = backbone.addTo(learner);

            FeatureReport report = learner.features(of(photos, request.upTo("bn2c_branch2b")));

            assertThat(report.features().width()).isEqualTo(64);
            assertThat(report.features().rows()).isEqualTo(2);
        }
    }

    private static FeatureRequest of(Path photos, BackboneRequest backbone) {
        return new FeatureRequest(
                Optional.of(backbone), photos, Optional.empty(), ReadingSettings.DEFAULT, Progress.NONE);
    }
}
