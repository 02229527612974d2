package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.backbone.BackboneImporter;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.engine.EngineInfo;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.prediction.ImageEmbedder;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PreprocessingRule;
import org.tl4j.core.training.AutoSettings;
import org.tl4j.core.training.Decision;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.weights.Tensor;
import org.tl4j.storage.NetworkSettings;
import org.tl4j.storage.StorageSettings;

/** Carries an engine that is written in this test through training, bundle and prediction. */
class SecondEngineTest {
    private static final String CATALOGUE = """
            {"entries": [{"name": "colours", "engine": "tiny", "architecture": "colours", "description": "mean colours",
             "trained-on": "nothing", "licence": "CC0-1.0", "source": "this test", "weights": {"file": "colours.tiny"},
             "boundary": "mean", "fine-tuning-rate": 0.01,
             "preprocessing": {"resize": {"rule": "exact", "width": 4, "height": 4}, "crop": {"width": 4, "height": 4},
                               "channels": "RGB", "scale": 0.00392156862745098, "mean": [0, 0, 0], "deviation": [1, 1, 1]}}]}
            """;

    private final TinyEngine engine = new TinyEngine();

    @TempDir
    private Path folder;

    private StorageSettings settings;

    @BeforeEach
    void writeWeightsAndPhotos() throws IOException {
        settings = new StorageSettings(
                folder.resolve("cache"),
                StorageSettings.DEFAULT_FEATURE_LIMIT_BYTES,
                Optional.empty(),
                Optional.of(Files.writeString(folder.resolve("catalogue.json"), CATALOGUE)),
                NetworkSettings.DIRECT);
        TinyEngine.write(settings.weightsFolder().resolve("colours.tiny"), 2);
        for (int i = 0; i < 8; i++) {
            photo("red", i, new Color(200 + i, 20, 3 * i));
            photo("green", i, new Color(3 * i, 200 + i, 20));
        }
    }

    @Test
    void itsBackboneIsTrainedOnWrittenAndPredictsAgain() {
        Path bundle = folder.resolve("model.tlz");
        try (TransferLearner learner = learner()) {
            assertThat(learner.engines())
                    .extracting(EngineInfo::name)
                    .containsExactly("deeplearning4j", "onnxruntime", "tiny");
            TrainingReport report = learner.train(TrainingRequest.of(folder.resolve("photos"), bundle)
                    .withBackbone(BackboneRequest.of("colours"))
                    .withStrategy(FeatureExtractionSettings.DEFAULT));
            assertThat(report.manifest().provenance().versions()).containsEntry("tiny", "1");
        }
        // what reads it needs neither catalogue nor weights
        try (TransferLearner other =
                        TransferLearner.create(StorageSettings.in(folder.resolve("other")), List.of(engine));
                Predictor predictor = other.predictor(bundle)) {
            assertThat(predictor.predict(image(new Color(210, 10, 10))).best().label())
                    .isEqualTo("red");
            assertThat(predictor.predict(image(new Color(10, 210, 10))).best().label())
                    .isEqualTo("green");
        }
        assertThat(engine.opened).containsExactly("colours");
    }

    @Test
    void itsBackboneAndItsBundleGiveTheSameFeatures() {
        Path bundle = folder.resolve("model.tlz");
        BufferedImage red = image(new Color(210, 10, 10));
        try (TransferLearner learner = learner()) {
            learner.train(TrainingRequest.of(folder.resolve("photos"), bundle)
                    .withBackbone(BackboneRequest.of("colours"))
                    .withStrategy(FeatureExtractionSettings.DEFAULT));
            try (ImageEmbedder backbone = learner.embedder(BackboneRequest.of("colours"));
                    ImageEmbedder trained = learner.embedder(bundle)) {
                assertThat(backbone.embed(red)).hasSize(3).isEqualTo(trained.embed(red));
                assertThat(ImageEmbedder.cosineSimilarity(backbone.embed(red), trained.embed(red)))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void autoTakesItFrozenAndFineTuningRefusesIt() {
        TrainingRequest request = TrainingRequest.of(folder.resolve("photos"), folder.resolve("model.tlz"))
                .withBackbone(BackboneRequest.of("colours"));
        try (TransferLearner learner = learner()) {
            assertThat(learner.train(request.withStrategy(AutoSettings.DEFAULT)).decisions())
                    .contains(new Decision.NotTrainable("colours"));
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> learner.train(request.withStrategy(FineTuningSettings.DEFAULT)))
                    .withMessageContaining("must be one whose weights can be trained");
        }
    }

    @Test
    void withoutItItsEntriesAndBundlesAreRefusedByName() {
        Path bundle = folder.resolve("model.tlz");
        TrainingRequest request = TrainingRequest.of(folder.resolve("photos"), bundle)
                .withBackbone(BackboneRequest.of("colours"))
                .withStrategy(FeatureExtractionSettings.DEFAULT);
        try (TransferLearner learner = learner()) {
            learner.train(request);
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> learner.exportDl4j(bundle, folder.resolve("model.zip")))
                    .withMessageContaining("must be written by the engine tiny, which writes none");
            assertThatExceptionOfType(BundleException.class)
                    .isThrownBy(() -> learner.convert(bundle, folder.resolve("new.tlz")))
                    .withMessageContaining("must be for an engine that writes ONNX, found tiny, which does not");
            assertThat(folder.resolve("new.tlz")).doesNotExist();
        }
        try (TransferLearner without = TransferLearner.create(settings)) {
            assertThat(without.backbones().entries()).hasSizeGreaterThan(1);
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> without.train(request))
                    .withMessageContaining("engine of colours must be one of deeplearning4j, onnxruntime, found tiny");
            assertThatExceptionOfType(BundleException.class)
                    .isThrownBy(() -> without.predictor(bundle))
                    .withMessageContaining(
                            "engine of the bundle must be one of deeplearning4j, onnxruntime, found tiny");
        }
    }

    @Test
    void itsRequestsAreCheckedByIt() {
        try (TransferLearner learner = learner()) {
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> learner.backbones()
                            .entry(BackboneRequest.of("colours").upTo("median")))
                    .withMessage("boundary must be mean, found median");
        }
        assertThat(engine.opened).isEmpty();
    }

    @Test
    void itImportsTheFilesThatItRecognises() throws IOException {
        engine.importer = Optional.of(new TextImporter());
        Path text = Files.writeString(folder.resolve("mine.txt"), "a tiny network");
        Path other = Files.writeString(folder.resolve("other.txt"), "anything");
        try (TransferLearner learner = learner()) {
            ImportReport report = learner.importBackbone(
                    ImportRequest.of(text, "mine", (input, channels) -> Entries.CIFAR.preprocessing()));
            assertThat(report.entry().engine()).isEqualTo("tiny");
            assertThat(learner.backbones().named("mine").engine()).isEqualTo("tiny");
            assertThatExceptionOfType(WeightsException.class)
                    .isThrownBy(() -> learner.importBackbone(
                            ImportRequest.of(other, "another", (input, channels) -> Entries.CIFAR.preprocessing())))
                    .withMessageContaining("must be a network of Keras (HDF5) or Deeplearning4j (zip)");
        }
    }

    /** Reads files that begin as its own do. */
    private static final class TextImporter implements BackboneImporter {
        @Override
        public boolean reads(Path file) {
            try {
                return Files.readString(file).startsWith("a tiny network");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public ImportedNetwork read(Path file, OptionalInt inputSize, PreprocessingRule preprocessing) {
            return new ImportedNetwork(
                    "Text",
                    List.of(new Tensor("scale", List.of(1), FloatBuffer.wrap(new float[] {1}))),
                    Map.of(),
                    ImageSize.square(32),
                    3,
                    "mean",
                    List.of("mean"),
                    OptionalInt.empty());
        }
    }

    private TransferLearner learner() {
        return TransferLearner.create(settings, List.of(engine));
    }

    private void photo(String label, int number, Color colour) throws IOException {
        Path file = folder.resolve("photos").resolve(label).resolve(number + ".png");
        Files.createDirectories(file.getParent());
        ImageIO.write(image(colour), "png", file.toFile());
    }

    private static BufferedImage image(Color colour) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, 8, 8);
        graphics.dispose();
        return image;
    }
}
