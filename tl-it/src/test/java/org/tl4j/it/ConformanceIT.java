package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.ReferenceOutput;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.data.ImageData;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.NpyArray;
import org.tl4j.it.kit.Numbers;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;

/** The backbones are the published ones: they compute what PyTorch computes from the same weights. */
@ExtendWith(WorkshopExtension.class)
class ConformanceIT {
    private static final double TOLERANCE = 1e-3;

    private final Workshop workshop;

    ConformanceIT(Workshop workshop) {
        this.workshop = workshop;
    }

    @ParameterizedTest
    @CsvSource({
        "resnet20-cifar10, avgpool, penultimate",
        "resnet20-cifar10, linear, logits",
        "resnet56-cifar10, avgpool, penultimate",
        "resnet56-cifar10, linear, logits"
    })
    void residualNetworksComputeWhatPyTorchComputes(String name, String boundary, String golden) throws IOException {
        JsonNode document = document(name);

        Numbers.assertAgree(computed(name, document, boundary), Numbers.of(document.get(golden)), TOLERANCE);
    }

    /** The average of the last block is what PyTorch pools. */
    @Test
    void joinedBoundariesAreWhatPyTorchComputesAtEach() throws IOException {
        JsonNode document = document("resnet20-cifar10");

        float[] computed = computed("resnet20-cifar10", document, "linear", "layer3.2.relu2");

        JsonNode logits = document.get("logits");
        JsonNode penultimate = document.get("penultimate");
        int width = logits.get(0).size() + penultimate.get(0).size();
        assertThat(computed).hasSize(logits.size() * width);
        float[] first = new float[logits.size() * logits.get(0).size()];
        float[] second = new float[computed.length - first.length];
        for (int image = 0; image < logits.size(); image++) {
            int parts = logits.get(0).size();
            System.arraycopy(computed, image * width, first, image * parts, parts);
            System.arraycopy(computed, image * width + parts, second, image * (width - parts), width - parts);
        }
        Numbers.assertAgree(first, Numbers.of(logits), TOLERANCE);
        Numbers.assertAgree(second, Numbers.of(penultimate), TOLERANCE);
    }

    private static JsonNode document(String name) throws IOException {
        return JsonMapper.builder()
                .build()
                .readTree(Fixtures.path("conformance/" + name + ".json").toFile());
    }

    private float[] computed(String name, JsonNode document, String... boundaries) {
        Path zip = Fixtures.path("data/cifar10-jpeg.zip");
        Fixtures.path("weights/" + name + ".safetensors");
        List<String> entries = StreamSupport.stream(document.get("images").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        try (Backbone backbone = open(name, boundaries)) {
            ImageBatch images = prepared(zip, entries, backbone.spec().preprocessing());
            return Numbers.of(backbone.features(images).values());
        }
    }

    @Test
    void squeezeNetGivesTheScoresOfItsAuthors() throws IOException {
        NpyArray input = NpyArray.read(Fixtures.path("conformance/squeezenet1_1-imagenet/input_0.npy"));
        NpyArray output = NpyArray.read(Fixtures.path("conformance/squeezenet1_1-imagenet/output_0.npy"));
        Fixtures.path("weights/squeezenet1_1-imagenet.safetensors");

        float[] computed;
        try (Backbone backbone = open("squeezenet1_1-imagenet", "logits")) {
            ImageBatch images = ImageBatch.allocate(1, backbone.spec().preprocessing());
            images.values().put(0, input.values());
            computed = Numbers.of(backbone.features(images).values());
        }

        assertThat(input.shape()).containsExactly(1, 3, 224, 224);
        Numbers.assertAgree(computed, output.values(), TOLERANCE);
    }

    @Test
    void theCatalogueFindsTheWeightsOfAMirror() {
        Fixtures.path("weights");

        assertThat(workshop.learner().backbones().entries())
                .filteredOn(entry -> entry.engine().equals(BackboneEntry.DEEPLEARNING4J)
                        && !entry.weights().embedded()
                        && entry.weights().sha256().isPresent())
                .isNotEmpty()
                .allMatch(workshop.learner().backbones()::available);
    }

    @ParameterizedTest
    @ValueSource(strings = {"squeezenet1_1-imagenet", "resnet56-cifar10", "resnet20-cifar10", "resnet20-garments"})
    void theCatalogueVerifiesItsBackbones(String name) {
        Fixtures.path("weights");

        assertThat(workshop.learner().backbones().verify(BackboneRequest.of(name)))
                .isPresent();
    }

    /** The values are printed by dev/goldens/make_backbone_goldens.py. */
    @ParameterizedTest
    @CsvSource({
        "resnet20-garments, 45, linear, 2.66104 -1.80065 -1.35456 -1.52588 -0.11714",
        "squeezenet1_1-imagenet, 160, logits,"
                + " 1.64329 4.35194 2.02735 1.90493 4.69402 1.45583 1.46095 7.05096 4.02602 0.92163"
    })
    void imagesOfOtherSizesGiveTheScoresOfPyTorch(String name, int size, String vertex, String scores) {
        Fixtures.path("weights");
        ReferenceOutput golden = new ReferenceOutput(
                vertex,
                Stream.of(scores.strip().split(" ")).map(Double::valueOf).toList());
        BackboneRequest request = BackboneRequest.of(name).upTo(vertex).ofSize(size);

        try (Backbone backbone = workshop.learner().backbones().open(request)) {
            Preprocessing preprocessing = backbone.spec().preprocessing();
            assertThat(preprocessing.crop()).isEqualTo(ImageSize.square(size));
            assertThat(golden.check(backbone.features(golden.input(preprocessing)), name))
                    .isLessThan(TOLERANCE);
        }
    }

    private Backbone open(String name, String... boundaries) {
        return workshop.learner().backbones().open(BackboneRequest.of(name).upTo(boundaries));
    }

    private static ImageBatch prepared(Path zip, List<String> entries, Preprocessing rule) {
        ImagePreprocessor preprocessor = ImageData.imagePreprocessor();
        ImageBatch images = ImageBatch.allocate(entries.size(), rule);
        try (ImageReader reader = ImageData.imageReader()) {
            for (int i = 0; i < entries.size(); i++) {
                byte[] encoded = reader.read(ImageLocation.zipEntry(zip, entries.get(i)));
                preprocessor.prepare(encoded, rule, images.image(i));
            }
        }
        return images;
    }
}
