package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.prediction.ImageEmbedder;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.StrategySettings;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.JavaProcess;
import org.tl4j.it.kit.PredictionProcess;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.TrainingRequest;

/** Bundles are opened by tl-predict and an engine, with nothing on the class path that trains or imports. */
@ExtendWith(WorkshopExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PredictAloneIT {
    private static final BackboneRequest BACKBONE = BackboneRequest.of("resnet20-garments");
    private static final Set<String> LEFT_OUT = Set.of(
            "tl-strategies",
            "tl-learner",
            "tl-dl4j-interop",
            "tl-application",
            "tl-cli",
            "jhdf",
            "hdf5",
            "picocli",
            "deeplearning4j-zoo",
            "datavec");

    /** All that an application needs which predicts by ONNX Runtime, beside the classes of this test. */
    private static final Set<String> WITH_ONNX_ALONE = Set.of(
            "tl-core",
            "tl-data",
            "tl-storage",
            "tl-predict",
            "tl-onnx",
            "tl-it",
            "onnxruntime",
            "tribuo-util-onnx",
            "protobuf-java",
            "opencv",
            "openblas",
            "javacpp",
            "commons-csv",
            "commons-compress",
            "commons-io",
            "commons-lang3",
            "jackson",
            "guice",
            "guava",
            "failureaccess",
            "aopalliance",
            "jakarta.inject",
            "slf4j-api");

    /** What such an application may weigh; one with Deeplearning4j has 250 MB. */
    private static final long MOST_BYTES = 120L << 20;

    private final Workshop workshop;
    private final Path folder;
    private final Path frozen;
    private final Path trained;
    private Path image;

    PredictAloneIT(Workshop workshop) {
        this.workshop = workshop;
        this.folder = workshop.newFolder("predict-alone");
        this.frozen = folder.resolve("frozen.tlz");
        this.trained = folder.resolve("trained.tlz");
    }

    @BeforeAll
    void train() throws Exception {
        Garments garments = Garments.read();
        garments.writeParts(10, 1, folder.resolve("photos"));
        train(frozen, FeatureExtractionSettings.DEFAULT);
        // fine-tuning would keep the frozen network where it is no better; this one has weights of its own for certain
        train(
                trained,
                new FromScratchSettings(FromScratchSettings.DEFAULT.gradient().withEpochs(1)));
        image = Files.write(
                folder.resolve("image.png"),
                garments.test().values().iterator().next().get(0));
    }

    private void train(Path bundle, StrategySettings strategy) {
        workshop.learner()
                .train(TrainingRequest.of(folder.resolve("photos"), bundle)
                        .withBackbone(BACKBONE)
                        .withStrategy(strategy));
    }

    @Test
    void predictsAndEmbedsInAProcessThatHasNothingElse() throws Exception {
        requireSamePredictions(PredictAloneIT::isKept);
    }

    @Test
    void predictsAndEmbedsByOnnxRuntimeWithoutDeeplearning4j() throws Exception {
        Predicate<String> kept =
                entry -> names(entry).anyMatch(name -> WITH_ONNX_ALONE.stream().anyMatch(name::startsWith))
                        && names(entry)
                                .noneMatch(name -> name.startsWith("tl-dl4j")
                                        || name.equals("nd4j")
                                        || name.startsWith("opencv-platform"));

        List<String> classPath = requireSamePredictions(kept);

        assertThat(classPath).noneMatch(entry -> entry.contains("nd4j") || entry.contains("deeplearning4j"));
        long bytes = classPath.stream()
                .map(Path::of)
                .filter(Files::isRegularFile)
                .mapToLong(jar -> jar.toFile().length())
                .sum();
        assertThat(bytes).as("bytes of %s", classPath).isLessThan(MOST_BYTES);
    }

    /** Runs an application that has this part of the class path, which is returned. */
    private List<String> requireSamePredictions(Predicate<String> kept) throws Exception {
        ProcessBuilder builder = JavaProcess.of(
                folder.resolve("home"),
                List.of(),
                PredictionProcess.class.getName(),
                List.of(trained.toString(), image.toString()));
        List<String> command = builder.command();
        int at = command.indexOf("-cp") + 1;
        List<String> classPath = Arrays.stream(command.get(at).split(File.pathSeparator))
                .filter(kept)
                .toList();
        command.set(at, String.join(File.pathSeparator, classPath));
        Path errors = folder.resolve("errors.txt");
        Process process = builder.redirectError(errors.toFile()).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        try (Predictor predictor = workshop.learner().predictor(trained);
                ImageEmbedder embedder = workshop.learner().embedder(trained)) {
            // among lines of the log
            assertThat(printed.lines())
                    .contains(predictor.predict(image).best().toString(), Arrays.toString(embedder.embed(image)));
        }
        return classPath;
    }

    private static Stream<String> names(String entry) {
        return StreamSupport.stream(Path.of(entry).spliterator(), false).map(Path::toString);
    }

    private static boolean isKept(String entry) {
        return names(entry).noneMatch(name -> LEFT_OUT.stream().anyMatch(name::startsWith));
    }

    @Test
    void aNetworkThatStayedFrozenGivesTheFeaturesOfItsBackbone() {
        assertThat(features(frozen)).containsExactly(backboneFeatures(), Offset.offset(1e-5f));
    }

    @Test
    void aNetworkWithWeightsOfItsOwnGivesFeaturesOfItsOwnFromWhichItsPredictionsFollow() {
        float[] features = features(trained);

        assertThat(features).hasSameSizeAs(backboneFeatures()).isNotEqualTo(backboneFeatures());
        // the softmax layer of the bundle, computed by hand
        var tensors = workshop.learner().bundles().read(trained).network().tensors("weights.safetensors");
        float[][] head = new float[2][];
        for (var tensor : tensors) {
            if (tensor.name().startsWith("output.")) {
                float[] values = new float[tensor.values().limit()];
                tensor.values().get(0, values);
                head[tensor.shape().size() == 2 && values.length > features.length ? 0 : 1] = values;
            }
        }
        int classes = head[1].length;
        double[] exponentials = new double[classes];
        for (int c = 0; c < classes; c++) {
            double logit = head[1][c];
            for (int f = 0; f < features.length; f++) {
                logit += features[f] * head[0][c * features.length + f];
            }
            exponentials[c] = Math.exp(logit);
        }
        double sum = Arrays.stream(exponentials).sum();
        try (Predictor predictor = workshop.learner().predictor(trained)) {
            Prediction prediction = predictor.predict(image);
            for (var scored : prediction.ranking()) {
                int c = predictor.manifest().labels().indexOf(scored.label());
                assertThat(exponentials[c] / sum).isCloseTo(scored.probability(), Offset.offset(1e-4));
            }
        }
    }

    private float[] features(Path bundle) {
        try (ImageEmbedder embedder = workshop.learner().embedder(bundle)) {
            return embedder.embed(image);
        }
    }

    private float[] backboneFeatures() {
        try (ImageEmbedder embedder = workshop.learner().embedder(BACKBONE)) {
            return embedder.embed(image);
        }
    }
}
