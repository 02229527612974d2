package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.prediction.HeatMap;
import org.tl4j.core.prediction.ImageExplainer;
import org.tl4j.core.provenance.Provenance;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.ImportRequest;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.PreprocessorConfig;

/**
 * Heat maps by derivatives are those of reverse-mode differentiation: of a transformer with a class token, by PyTorch in double
 * precision ({@code dev/goldens/make_heat_map_goldens.py}).
 */
@ExtendWith(WorkshopExtension.class)
class HeatMapGoldenIT {
    private static final String NAME = "vit-tiny";
    private static final int SIDE = 224;
    private static final int GRID = 14;
    private static final int WIDTH = 64;
    private static final List<String> LABELS = List.of("first", "second", "third");

    private final Path folder;

    HeatMapGoldenIT(Workshop workshop) {
        this.folder = workshop.newFolder("golden");
    }

    @Test
    void theValuesOfATransformerAreThoseOfPyTorch() throws IOException {
        JsonNode golden = golden();
        double[] logits = numbers(golden.get("logits"));
        double[][] blocks = IntStream.range(0, LABELS.size())
                .mapToObj(label -> numbers(golden.get("blocks").get(label)))
                .toArray(double[][]::new);
        Path bundle = folder.resolve("vit.tlz");
        try (TransferLearner learner = TransferLearner.create(Workshop.settings(folder.resolve("cache")))) {
            write(learner, bundle);
            try (ImageExplainer explainer = learner.explainer(bundle)) {
                List<HeatMap> maps = explainer.explain(picture(), LABELS).orThrow();

                for (int label = 0; label < LABELS.size(); label++) {
                    double[] expected = expected(blocks, label);
                    double spread = Arrays.stream(expected).max().orElseThrow()
                            - Arrays.stream(expected).min().orElseThrow();
                    assertThat(maps.get(label).values()).containsExactly(expected, within(0.01 * spread));
                    double logit =
                            logits[label] - Arrays.stream(logits).average().orElseThrow();
                    assertThat(maps.get(label).sum() + maps.get(label).rest()).isEqualTo(logit, within(1e-3));
                }
            }
        }
    }

    private static double relative(double[][] blocks, int block, int label) {
        double mean = IntStream.range(0, blocks.length)
                .mapToDouble(other -> blocks[other][block])
                .average()
                .orElseThrow();
        return blocks[label][block] - mean;
    }

    /** Less the mean over the classes; the values of a block are shared by its four patches. */
    private static double[] expected(double[][] blocks, int label) {
        return IntStream.range(0, GRID * GRID)
                .mapToDouble(patch -> {
                    int block = patch / GRID / 2 * (GRID / 2) + patch % GRID / 2;
                    return relative(blocks, block, label) / 4;
                })
                .toArray();
    }

    private static void write(TransferLearner learner, Path bundle) throws IOException {
        learner.importBackbone(ImportRequest.of(
                        Fixtures.path("conformance/onnx/vit-tiny.onnx"),
                        NAME,
                        PreprocessorConfig.read(
                                Fixtures.path("conformance/onnx/vit-tiny.preprocessor_config.json"),
                                OptionalInt.empty()))
                .withPooling(Pooling.CLS));
        try (Backbone backbone = learner.backbones().open(BackboneRequest.of(NAME))) {
            LinearHead head = head();
            learner.bundles()
                    .write(
                            bundle,
                            new Bundle(
                                    new BundleManifest(
                                            "none",
                                            new LabelSet(LABELS),
                                            backbone.spec().preprocessing(),
                                            NAME,
                                            backbone.spec().weights(),
                                            backbone.spec().boundary().vertices(),
                                            backbone.spec().boundary().pooling(),
                                            List.of(),
                                            new ParameterCounts(head.parameters(), head.parameters()),
                                            Map.of(),
                                            false,
                                            List.of(),
                                            new Provenance(
                                                    "test",
                                                    Map.of(),
                                                    backbone.spec().weights(),
                                                    0,
                                                    Map.of(),
                                                    Instant.EPOCH)),
                                    backbone.contents(head)));
        }
    }

    /** The formulas of the script. */
    private static LinearHead head() {
        int classes = LABELS.size();
        float[] weights = new float[WIDTH * classes];
        float[] biases = new float[classes];
        for (int c = 0; c < classes; c++) {
            for (int f = 0; f < WIDTH; f++) {
                weights[f * classes + c] = ((7 * f + 13 * c + f * c) % 11 - 5) / 10f;
            }
            biases[c] = c / 2f;
        }
        return new LinearHead(WIDTH, classes, weights, biases);
    }

    private static byte[] picture() throws IOException {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int base = 3 * x + 5 * y + x * y / 7;
                picture.setRGB(x, y, base % 256 << 16 | (base + 85) % 256 << 8 | (base + 170) % 256);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        return png.toByteArray();
    }

    private static JsonNode golden() throws IOException {
        try (InputStream in = HeatMapGoldenIT.class.getResourceAsStream("heat-map-vit-tiny.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }
}
