package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.cli.output.ExitCodes;

/** Entries of a user's catalogue that nothing here can open: each is listed with the reason, and stops no other. */
class UnusableEntryTest {
    @TempDir
    private Path home;

    private Captured command;

    @BeforeEach
    void writeCatalogue() throws IOException {
        Path catalogue = Files.writeString(
                home.resolve("own.json"),
                "{\"entries\": ["
                        + String.join(
                                ", ",
                                entry("misspelt", "deeplearning4j", "resnet81", 224),
                                entry("other-engine", "onnx-runtime", "vit", 224),
                                entry("tiny-input", "deeplearning4j", "resnet18", 1),
                                entry("usable", "deeplearning4j", "resnet18", 224))
                        + "]}");
        command = Captured.with(Map.of("TL_HOME", home.toString(), "TL_CATALOG", catalogue.toString()));
    }

    @Test
    void theListStatesWhyEachCannotBeUsed() {
        Map<String, JsonNode> entries = StreamSupport.stream(
                        command.document("backbones", "--json").spliterator(), false)
                .collect(Collectors.toMap(entry -> entry.get("name").asText(), Function.identity()));

        assertThat(problem(entries.get("misspelt"))).startsWith("architecture must be one of");
        assertThat(problem(entries.get("misspelt"))).contains("found resnet81");
        assertThat(problem(entries.get("other-engine")))
                .startsWith("engine of other-engine must be one of deeplearning4j, onnxruntime, found onnx-runtime");
        assertThat(problem(entries.get("tiny-input"))).contains("found 1x1");
        for (String name : new String[] {"usable", "resnet20-garments", "squeezenet1_1-imagenet"}) {
            assertThat(entries.get(name).has("problem")).as(name).isFalse();
            assertThat(entries.get(name).get("parameters").asLong()).as(name).isPositive();
        }
    }

    @Test
    void theTableMarksThem() {
        assertThat(command.run("backbones")).isEqualTo(ExitCodes.DONE);
        assertThat(command.out().lines().filter(line -> line.startsWith("misspelt")))
                .singleElement()
                .asString()
                .contains("unusable", "cannot be used: architecture must be one of");
        assertThat(command.out().lines().filter(line -> line.startsWith("usable")))
                .singleElement()
                .asString()
                .doesNotContain("unusable");
    }

    @ParameterizedTest
    @CsvSource({"misspelt, resnet81", "other-engine, onnx-runtime", "tiny-input, 1x1"})
    void oneIsDescribedWithItsReason(String name, String found) {
        assertThat(command.run("backbones", name)).isEqualTo(ExitCodes.DONE);
        assertThat(command.out()).contains("cannot be used: ", "found " + found);
    }

    @ParameterizedTest
    @CsvSource({"misspelt, resnet81", "other-engine, onnx-runtime", "tiny-input, 1x1"})
    void noneIsTrained(String name, String found) throws IOException {
        Path images = home.resolve("images");
        ColouredImages.write(images, 4, 1);

        assertThat(command.run("train", "--data", images, "--output", home.resolve("model.tlz"), "--backbone", name))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(command.err()).contains("found " + found);
    }

    private static String problem(JsonNode entry) {
        return entry.get("problem").asText();
    }

    private static String entry(String name, String engine, String architecture, int side) {
        return """
                {"name": "%s", "engine": "%s", "architecture": "%s", "boundary": "avgpool", "description": "d",
                 "trained-on": "photos", "classes": 1000, "licence": "CC0-1.0", "source": "us",
                 "weights": {"file": "%s.safetensors"}, "fine-tuning-rate": 0.001,
                 "preprocessing": {"resize": {"rule": "exact", "width": %d, "height": %d},
                                   "crop": {"width": %d, "height": %d},
                                   "channels": "RGB", "scale": 1, "mean": [0, 0, 0], "deviation": [1, 1, 1]}}""".formatted(name, engine, architecture, name, side, side, side, side);
    }
}
