package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.backbone.ReferenceOutput;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.StrategySettings;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TrainingEvent.EpochEnded;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.it.kit.Cifar10;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.FeatureReport;
import org.tl4j.learner.FeatureRequest;
import org.tl4j.learner.ImportReport;
import org.tl4j.learner.ImportRequest;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.StorageSettings;

/**
 * Real Keras files, from import to transfer. The goldens were computed by {@code dev/goldens/make_keras_goldens.py}, which
 * reads the files by h5py and knows nothing of this software.
 */
@ExtendWith(WorkshopExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KerasNetworksIT {
    private static final List<Double> RESNET8_LOGITS = List.of(
            -0.0853361,
            -1.0988725,
            -4.7584811,
            -9.5005697,
            -17.822335,
            -13.332315,
            -4.5054924,
            -24.527203,
            -10.948414,
            -7.0482457);
    private static final List<Double> MOBILENET_LOGITS = List.of(1.1549444, -1.1205060);
    private static final int IMAGES_PER_CLASS = 40;
    /** Of these 400 images. */
    private static final int REFERENCE_RIGHT = 297;

    private static final String RESNET8 = "resnet8-keras";

    private final Path folder;
    private TransferLearner learner;
    private ImportedNetwork resnet8;
    private Path photos;

    KerasNetworksIT(Workshop workshop) {
        this.folder = workshop.newFolder("keras");
    }

    @BeforeAll
    void importOnce() throws IOException {
        learner = TransferLearner.create(StorageSettings.in(folder.resolve("cache")));
        resnet8 = learner.importBackbone(ImportRequest.of(
                        Fixtures.path("weights/resnet8-cifar10-keras.h5"), RESNET8, PixelConvention.RAW))
                .network();
        photos = folder.resolve("photos");
        Cifar10.write(photos, IMAGES_PER_CLASS);
    }

    @AfterAll
    void close() {
        learner.close();
    }

    @Test
    void saysWhatItIs() {
        assertThat(resnet8.boundary()).isEqualTo("flatten");
        assertThat(resnet8.classes()).hasValue(10);
        assertThat(resnet8.vertices()).contains("activation_6", "average_pooling2d");
    }

    @Test
    void answersAsKerasWould() {
        assertThat(deviation(RESNET8, RESNET8_LOGITS)).isLessThan(1e-4);
    }

    @Test
    void knowsTheClassesThatItLearned() {
        FeatureReport logits = learner.features(new FeatureRequest(
                Optional.of(upTo(RESNET8, "dense")), photos, Optional.empty(), ReadingSettings.DEFAULT, Progress.NONE));
        int right = 0;
        for (int i = 0; i < logits.samples().size(); i++) {
            if (Cifar10.CLASSES
                    .get(largest(logits.features().row(i)))
                    .equals(logits.samples().get(i).label())) {
                right++;
            }
        }
        // the reference implementation of the goldens gets the very same images right
        assertThat(right).isEqualTo(REFERENCE_RIGHT);
    }

    @Test
    void hasGroupsByResolution() {
        try (Backbone backbone = learner.backbones().open(BackboneRequest.of(RESNET8))) {
            assertThat(backbone.spec().groups())
                    .extracting(LayerGroup::name)
                    .containsExactly("stage1", "stage2", "stage3");
            assertThat(backbone.spec().groups().get(1).layers())
                    .containsExactlyInAnyOrder(
                            "conv2d_3", "batch_normalization_3", "conv2d_4", "conv2d_5", "batch_normalization_4");
            assertThat(backbone.spec().boundary().width()).isEqualTo(64);
        }
    }

    @Test
    void isABackboneLikeAnyOther() {
        assertThat(train(FeatureExtractionSettings.DEFAULT, TrainingListener.NONE)
                        .manifest()
                        .metrics()
                        .get("validation-accuracy"))
                .isGreaterThan(0.7);
    }

    @Test
    void canBeFineTunedFromAStageOn() {
        FineTuningSettings settings = FineTuningSettings.DEFAULT
                .withGradient(FineTuningSettings.DEFAULT.gradient().withEpochs(2))
                .withUnfreezeFrom("stage3");
        List<TrainingEvent> events = new ArrayList<>();
        TrainingReport report = train(settings, events::add);
        assertThat(events).filteredOn(EpochEnded.class::isInstance).hasSize(2);
        assertThat(report.manifest().metrics().get("validation-accuracy")).isGreaterThan(0.65);
    }

    @Test
    void readsDepthwiseConvolutions() {
        String name = "mobilenet_96-keras";
        learner.importBackbone(ImportRequest.of(
                Fixtures.path("weights/mobilenetv1_025_96-visualwakewords-keras.h5"), name, PixelConvention.UNIT));
        assertThat(deviation(name, MOBILENET_LOGITS)).isLessThan(1e-4);
    }

    @Test
    void replacesAnImportedNetworkWithItsWeights() throws IOException {
        Path file = Fixtures.path("weights/resnet8-cifar10-keras.h5");
        ImportRequest first = ImportRequest.of(file, "replaced", PixelConvention.RAW);
        Path weights = learner.importBackbone(first).weights();

        ImportReport second = learner.importBackbone(ImportRequest.of(
                        Fixtures.path("weights/mobilenetv1_025_96-visualwakewords-keras.h5"),
                        first.name(),
                        PixelConvention.UNIT)
                .withBoundary("activation_10")
                .withInputSize(96)
                .replacing());

        assertThat(weights).doesNotExist();
        assertThat(second.weights()).exists();
        try (Backbone backbone = learner.backbones().open(BackboneRequest.of(first.name()))) {
            assertThat(backbone.spec().boundary().vertices()).containsExactly("activation_10");
            assertThat(backbone.spec().preprocessing().crop()).isEqualTo(ImageSize.square(96));
        }
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> learner.importBackbone(first))
                .withMessageContaining("must not be taken");
    }

    @Test
    void keepsTheSizeThatTheFileStates() {
        ImportRequest other = ImportRequest.of(
                        Fixtures.path("weights/resnet8-cifar10-keras.h5"), "other-size", PixelConvention.RAW)
                .withInputSize(64);
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> learner.importBackbone(other))
                .withMessageContaining("input-size must be 32x32, as the file states, found 64x64");
    }

    /** From the golden scores, as a share of the largest. */
    private double deviation(String name, List<Double> logits) {
        ReferenceOutput golden = new ReferenceOutput("dense", logits);
        try (Backbone backbone = learner.backbones().open(upTo(name, golden.vertex()))) {
            return golden.check(backbone.features(golden.input(backbone.spec().preprocessing())), name);
        }
    }

    private TrainingReport train(StrategySettings strategy, TrainingListener listener) {
        Path bundle = folder.resolve(strategy.name() + ".tlz");
        TrainingReport report = learner.train(TrainingRequest.of(photos, bundle)
                .withBackbone(BackboneRequest.of(RESNET8))
                .withStrategy(strategy)
                .withListener(listener));
        // what was written can be read, and used
        try (var predictor = learner.predictor(bundle)) {
            assertThat(predictor.predict(photos.resolve("ship/0000.jpg")).best().label())
                    .isEqualTo("ship");
        }
        return report;
    }

    private static BackboneRequest upTo(String name, String boundary) {
        return BackboneRequest.of(name).upTo(boundary);
    }

    private static int largest(FloatBuffer row) {
        int best = 0;
        for (int i = 1; i < row.limit(); i++) {
            if (row.get(i) > row.get(best)) {
                best = i;
            }
        }
        return best;
    }
}
