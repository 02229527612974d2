package org.tl4j.application.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.bundle.RecordedImage;
import org.tl4j.core.bundle.TrainingRecord;
import org.tl4j.core.calibration.Calibration;
import org.tl4j.core.calibration.TemperatureFit;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.evaluation.TemperatureScaling;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.provenance.Provenance;

class ModelCardTest {
    @Test
    void theHeaderIsYamlWhateverTheNamesAre() throws IOException {
        String name = "a \": [b]\n# c \u202e\u2028";
        String card = ModelCard.of(
                name, bundle(List.of("red", "green"), Map.of("validation-accuracy", 0.9)), Optional.empty());

        JsonNode header = header(card);

        assertThat(header.at("/library_name").asText()).isEqualTo("tl4j");
        assertThat(header.at("/model-index/0/name").asText()).isEqualTo(name);
        assertThat(header.at("/model-index/0/results/0/metrics/0/type").asText())
                .isEqualTo("validation-accuracy");
        assertThat(header.at("/model-index/0/results/0/metrics/0/value").asDouble())
                .isEqualTo(0.9);
        assertThat(header(ModelCard.of("x", bundle(List.of("a", "b"), Map.of()), Optional.empty()))
                        .at("/model-index/0/results/0/metrics"))
                .isEmpty();
    }

    @Test
    void labelsAreNoMarkup() {
        String card = ModelCard.of(
                "x", bundle(List.of("<script>alert(1)</script>", "a | b [c](http://d)"), Map.of()), Optional.empty());

        assertThat(card).contains("\\<script\\>alert\\(1\\)", "a \\| b \\[c\\]\\(http");
    }

    @Test
    void whatLimitsTheModelIsSaid() {
        String card = ModelCard.of(
                "x",
                bundle(List.of("red", "green"), Map.of("validation-accuracy", 0.9, "validation-images", 20.0)),
                Optional.empty());

        assertThat(card)
                .contains(
                        "measured on 20 images alone",
                        "A label has 1 training images",
                        "cannot tell images that show none of its labels",
                        "| red | 1 | 0 | 0 |",
                        "- validation-accuracy: 90.0 %",
                        "- validation-images: 20\n",
                        "interval of the accuracy");
    }

    @Test
    void aCalibrationFromBeforeARefitIsALimit() {
        Bundle refitted = bundle(List.of("red", "green"), Map.of(), true);
        Calibration calibration = new Calibration(
                Optional.of(new TemperatureFit(new TemperatureScaling(1.5), 20, 0.2, 0.1, false)),
                List.of(),
                Optional.empty(),
                Optional.empty());
        String limit = "Its calibration is that of the network before this";

        assertThat(ModelCard.of("x", refitted.withCalibration(calibration), Optional.empty()))
                .contains(limit);
        assertThat(ModelCard.of("x", refitted, Optional.empty())).doesNotContain(limit);
        assertThat(ModelCard.of(
                        "x", bundle(List.of("a", "b"), Map.of()).withCalibration(calibration), Optional.empty()))
                .doesNotContain(limit);
    }

    private static JsonNode header(String card) throws IOException {
        String text = card.substring(4, card.indexOf("\n---\n", 4));
        return new ObjectMapper(new YAMLFactory()).readTree(text);
    }

    private static Bundle bundle(List<String> labels, Map<String, Double> metrics) {
        return bundle(labels, metrics, false);
    }

    private static Bundle bundle(List<String> labels, Map<String, Double> metrics, boolean refitted) {
        BundleManifest manifest = BundleManifest.builder("feature-extraction")
                .labels(new LabelSet(labels))
                .preprocessing(new Preprocessing(
                        new ResizeRule.Exact(new ImageSize(8, 8)),
                        new ImageSize(8, 8),
                        ChannelOrder.RGB,
                        1,
                        List.of(0.0, 0.0, 0.0),
                        List.of(1.0, 1.0, 1.0)))
                .backbone("net")
                .backboneWeights(Digest.of("weights"))
                .boundaries(List.of("top"))
                .metrics(metrics)
                .refitted(refitted)
                .provenance(new Provenance("TL4J", Map.of(), Digest.of("data"), 1, Map.of(), Instant.EPOCH))
                .build();
        List<RecordedImage> images = labels.stream()
                .map(label -> new RecordedImage(Digest.of(label), Annotation.of(label), Subset.TRAIN))
                .toList();
        return new Bundle(
                manifest,
                new NetworkContents("fake", List.of(new NetworkEntry.Bytes("net.bin", ByteBuffer.allocate(1)))),
                Calibration.NONE,
                Optional.of(new TrainingRecord(List.of(), images)));
    }
}
