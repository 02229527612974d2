package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.core.preprocessing.PreprocessingRule;
import org.tl4j.core.training.AutoSettings;
import org.tl4j.core.training.Decision;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.OnnxGolden;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.ExportRequest;
import org.tl4j.learner.ImportReport;
import org.tl4j.learner.ImportRequest;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.PreprocessorConfig;
import org.tl4j.storage.StorageSettings;

/** ONNX networks as other exporters write them: imported by the library, then used as any backbone. */
@ExtendWith(WorkshopExtension.class)
class OnnxBackboneIT {
    private static final String FOLDER = "conformance/onnx/";
    private static final int PHOTOS = 8;

    private final Path folder;

    OnnxBackboneIT(Workshop workshop) {
        this.folder = workshop.newFolder("onnx");
    }

    @ParameterizedTest
    @CsvSource({
        "convnext-tiny, features, true",
        "mobilenetv3-tiny-batch1, features, false",
        "nhwc-softmax, features, false",
        "squeezenet1_1-imagenet, features, true",
        "vit-tiny, cls+mean, true",
    })
    void anImportGivesTheFeaturesOfPyTorchAndIsVerified(String name, String output, boolean configured)
            throws IOException {
        PreprocessingRule rule = configured
                ? PreprocessorConfig.read(file(name + ".preprocessor_config.json"), OptionalInt.empty())
                : PixelConvention.RAW;
        String called = name.replace('_', '-');
        try (TransferLearner learner = learner()) {
            learner.importBackbone(ImportRequest.of(file(name + ".onnx"), called, rule));

            OnnxGolden golden = OnnxGolden.of(name);
            try (Backbone backbone = learner.backbones().open(BackboneRequest.of(called))) {
                golden.compare(output, backbone);
            }
            assertThat(learner.backbones().verify(BackboneRequest.of(called)).orElseThrow())
                    .isLessThan(1e-4);
        }
    }

    @Test
    void aTransformerIsTrainedFrozenAndItsBundlePredicts() throws IOException {
        Path photos = photos();
        Path bundle = folder.resolve("vit.tlz");
        try (TransferLearner learner = learner()) {
            learner.importBackbone(vit().withPooling(Pooling.MEAN));
            TrainingRequest request = TrainingRequest.of(photos, bundle).withBackbone(BackboneRequest.of("vit-tiny"));

            TrainingReport report = learner.train(request.withStrategy(AutoSettings.DEFAULT));
            assertThat(report.decisions()).contains(new Decision.NotTrainable("vit-tiny"));
            assertThat(report.manifest().pooling()).isEqualTo(Pooling.MEAN);
            assertThat(report.manifest().boundaries()).containsExactly("last_hidden_state");
            // refused before any image is looked at
            TrainingRequest nowhere =
                    TrainingRequest.of(folder.resolve("nothing"), bundle).withBackbone(BackboneRequest.of("vit-tiny"));
            for (var strategy : List.of(FineTuningSettings.DEFAULT, FromScratchSettings.DEFAULT)) {
                assertThatExceptionOfType(UsageException.class)
                        .isThrownBy(() -> learner.train(nowhere.withStrategy(strategy)))
                        .withMessageContaining("must be one whose weights can be trained");
            }
        }
        try (TransferLearner learner = learner()) {
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> learner.export(
                            ExportRequest.of(bundle, ExportRequest.SAFETENSORS, folder.resolve("part.safetensors"))))
                    .withMessageContaining("must be onnx for a network of the engine onnxruntime");
            assertThat(folder.resolve("part.safetensors")).doesNotExist();
        }
        try (TransferLearner other = TransferLearner.create(StorageSettings.in(folder.resolve("other")));
                Predictor predictor = other.predictor(bundle)) {
            Path photo = photos(photos.resolve("ants")).get(0);
            assertThat(predictor.predict(photo).best().probability()).isBetween(0.5, 1.0);
        }
    }

    @Test
    void whatIsRefusedLeavesNothingBehind() throws IOException {
        byte[] whole = Files.readAllBytes(file("vit-tiny.onnx"));
        Path cut = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, whole.length / 2));
        Path cache = folder.resolve("empty");
        try (TransferLearner learner = TransferLearner.create(StorageSettings.in(cache))) {
            assertThatExceptionOfType(WeightsException.class)
                    .isThrownBy(() -> learner.importBackbone(ImportRequest.of(cut, "cut", PixelConvention.TORCH)));
            assertThat(learner.backbones().entries())
                    .noneMatch(entry -> entry.name().equals("cut"));
        }
        assertThat(cache.resolve("imported")).doesNotExist();
        assertThat(cache.resolve("weights")).doesNotExist();
    }

    @Test
    void anImportMayBeReplacedAndNamed() {
        try (TransferLearner learner = TransferLearner.create(StorageSettings.in(folder.resolve("replaced")))) {
            ImportReport first = learner.importBackbone(vit());
            ImportReport second = learner.importBackbone(
                    vit().withBoundary("pooler_output").withLicence("MIT").replacing());

            assertThat(first.weights()).isEqualTo(second.weights()).exists();
            assertThat(learner.backbones().named("vit-tiny").defaultBoundary()).isEqualTo("pooler_output");
            assertThat(learner.backbones().named("dinov2-small").name()).isEqualTo("dinov2-small-lvd142m");
        }
    }

    private static ImportRequest vit() {
        return ImportRequest.of(
                file("vit-tiny.onnx"),
                "vit-tiny",
                PreprocessorConfig.read(file("vit-tiny.preprocessor_config.json"), OptionalInt.empty()));
    }

    private static Path file(String name) {
        return Fixtures.path(FOLDER + name);
    }

    private TransferLearner learner() {
        return TransferLearner.create(StorageSettings.in(folder.resolve("cache")));
    }

    /** A few photos of each class. */
    private Path photos() throws IOException {
        Path few = folder.resolve("photos");
        for (String label : List.of("ants", "bees")) {
            Path target = Files.createDirectories(few.resolve(label));
            for (Path photo : photos(Fixtures.path("data/hymenoptera/val/" + label))) {
                Files.copy(photo, target.resolve(photo.getFileName().toString()));
            }
        }
        return few;
    }

    private static List<Path> photos(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .limit(PHOTOS)
                    .toList();
        }
    }
}
