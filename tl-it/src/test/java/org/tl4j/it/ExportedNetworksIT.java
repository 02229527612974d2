package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.prediction.ScoredLabel;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.data.ImageData;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.Photos;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.ConversionReport;
import org.tl4j.learner.ExportRequest;
import org.tl4j.learner.TransferLearner;

/** Models of real photos as files of other software, opened as that software opens them. */
@ExtendWith(WorkshopExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ExportedNetworksIT {
    /** The largest difference of a probability that other decoders and resizers may make. */
    private static final double DIFFERENCE = 0.02;

    /** Markers of JPEG. */
    private static final int START_OF_SCAN = 0xDA;

    private static final int COLOUR_PROFILE = 0xE2;

    private final TransferLearner learner;
    private final Path folder;
    private final Path bundle;
    private List<Path> photos = List.of();

    ExportedNetworksIT(Workshop workshop) {
        this.learner = workshop.learner();
        this.folder = workshop.newFolder("exported");
        this.bundle = folder.resolve("model.tlz");
    }

    @BeforeAll
    void train() throws IOException {
        Path data = Fixtures.path("data/hymenoptera");
        Photos.train(learner, data, bundle);
        try (Stream<Path> files = Files.walk(data.resolve("val"))) {
            photos = files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void anOnnxFileTakesPreprocessedImagesInBatchesOfAnySize() throws Exception {
        Path file = folder.resolve("model.onnx");
        learner.export(ExportRequest.of(bundle, ExportRequest.ONNX, file));

        try (Predictor predictor = learner.predictor(bundle);
                OrtSession session = session(file)) {
            Preprocessing rule = predictor.manifest().preprocessing();
            assertThat(session.getMetadata().getCustomMetadata())
                    .containsEntry("tl4j.labels", "[\"ants\",\"bees\"]")
                    .containsEntry("tl4j.backbone", Photos.BACKBONE)
                    .containsEntry(
                            "tl4j.backbone-weights",
                            predictor.manifest().backboneWeights().hex())
                    .containsEntry("tl4j.strategy", predictor.manifest().strategy())
                    .containsKeys("tl4j.preprocessing", "tl4j.software");
            for (int count : new int[] {1, 3}) {
                ImageBatch images = ImageBatch.allocate(count, rule);
                for (int i = 0; i < count; i++) {
                    ImageData.imagePreprocessor().prepare(Files.readAllBytes(photos.get(i)), rule, images.image(i));
                }
                long[] shape = {count, images.channels(), images.height(), images.width()};
                try (OnnxTensor input = OnnxTensor.createTensor(environment(), images.values(), shape)) {
                    float[][] found = probabilities(session, Map.of("images", input));
                    for (int i = 0; i < count; i++) {
                        assertThat(difference(predictor, photos.get(i), found[i]))
                                .isLessThan(1e-4);
                    }
                }
            }
        }
    }

    @Test
    void withItsPreprocessingAnOnnxFileTakesPixelsOfPhotosOfAnySize() throws Exception {
        Path file = folder.resolve("whole.onnx");
        learner.export(ExportRequest.of(bundle, ExportRequest.ONNX, file).preprocessing());

        double largest = 0;
        try (Predictor predictor = learner.predictor(bundle);
                OrtSession session = session(file)) {
            for (Path photo : photos) {
                try (OnnxTensor input = pixels(decoded(photo))) {
                    float[] found = probabilities(session, Map.of("image", input))[0];
                    largest = Math.max(largest, difference(predictor, photo, found));
                }
            }
        }
        assertThat(largest).isLessThan(DIFFERENCE);
    }

    @Test
    void safetensorsHoldTheParametersUnderTheNamesOfPyTorch() throws IOException {
        Path file = folder.resolve("model.safetensors");
        learner.export(ExportRequest.of(bundle, ExportRequest.SAFETENSORS, file));

        byte[] bytes = Files.readAllBytes(file);
        long header =
                ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat(new String(bytes, 8, Math.toIntExact(header), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"features.0.weight\"", "\"output.weight\"", "tl4j.labels");
    }

    @Test
    void aBundleOfAnOlderFormatIsDescribedForGood() throws IOException {
        Bundle trained = learner.bundles().read(bundle);
        Path old = folder.resolve("old.tlz");
        Path converted = folder.resolve("new.tlz");
        learner.bundles().write(old, trained.withNetwork(undescribed(trained.network())));

        ConversionReport report = learner.convert(old, converted);

        assertThat(report.described()).isTrue();
        assertThat(report.entries())
                .containsExactlyInAnyOrder("network.json", OnnxNetwork.ENTRY, NetworkContents.WEIGHTS);
        Bundle read = learner.bundles().read(converted);
        assertThat(read.manifest()).isEqualTo(trained.manifest());
        // not byte for byte: a converted network does not state where its features are taken
        try (Predictor before = learner.predictor(bundle);
                Predictor after = learner.predictor(converted)) {
            assertThat(after.predict(photos.get(0))).isEqualTo(before.predict(photos.get(0)));
        }
        assertThat(learner.convert(converted, folder.resolve("again.tlz")).described())
                .isFalse();
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> learner.convert(old, old))
                .withMessageContaining("file must be another than the bundle that is converted");
    }

    private static NetworkContents undescribed(NetworkContents contents) {
        return new NetworkContents(
                contents.engine(),
                contents.entries().stream()
                        .filter(entry -> !entry.name().equals(OnnxNetwork.ENTRY))
                        .toList());
    }

    private static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment();
    }

    private static OrtSession session(Path file) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            return environment().createSession(file.toString(), options);
        }
    }

    private static float[][] probabilities(OrtSession session, Map<String, OnnxTensor> inputs) throws OrtException {
        try (OrtSession.Result result = session.run(inputs)) {
            return (float[][]) result.get("probabilities").orElseThrow().getValue();
        }
    }

    /** Without its colour profile, by which the JDK would convert it. */
    private static BufferedImage decoded(Path photo) throws IOException {
        ByteBuffer jpeg = ByteBuffer.wrap(Files.readAllBytes(photo));
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        kept.write(jpeg.array(), 0, 2);
        int at = 2;
        while ((jpeg.get(at + 1) & 0xFF) != START_OF_SCAN) {
            int length = 2 + (jpeg.getShort(at + 2) & 0xFFFF);
            if ((jpeg.get(at + 1) & 0xFF) != COLOUR_PROFILE) {
                kept.write(jpeg.array(), at, length);
            }
            at += length;
        }
        kept.write(jpeg.array(), at, jpeg.limit() - at);
        return ImageIO.read(new ByteArrayInputStream(kept.toByteArray()));
    }

    /** The pixels as a client without this software has them, where it leaves colour profiles alone. */
    private static OnnxTensor pixels(BufferedImage image) throws OrtException {
        Raster raster = image.getRaster();
        ByteBuffer pixels = ByteBuffer.allocateDirect(image.getWidth() * image.getHeight() * 3);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                for (int colour = 0; colour < 3; colour++) {
                    pixels.put((byte) raster.getSample(x, y, Math.min(colour, raster.getNumBands() - 1)));
                }
            }
        }
        long[] shape = {1, image.getHeight(), image.getWidth(), 3};
        return OnnxTensor.createTensor(environment(), pixels.flip(), shape, OnnxJavaType.UINT8);
    }

    private static double difference(Predictor predictor, Path photo, float[] found) {
        double largest = 0;
        for (ScoredLabel scored : predictor.predict(photo).ranking()) {
            int index = predictor.manifest().labels().indexOf(scored.label());
            largest = Math.max(largest, Math.abs(found[index] - scored.probability()));
        }
        return largest;
    }
}
