package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.cli.output.ExitCodes;

/** Imports a zip of Deeplearning4j that the command has exported. */
class ImportedBackboneTest {
    private static final String NAME = "own";

    @TempDir
    private static Path shared;

    private static Path images;
    private static Path zip;

    @TempDir
    private Path home;

    @BeforeAll
    static void export() throws IOException {
        images = shared.resolve("images");
        ColouredImages.write(images, 6, 1);
        Path bundle = shared.resolve("colours.tlz");
        zip = shared.resolve("colours.zip");
        Path cache = shared.resolve("home");
        done(
                Captured.in(cache),
                "train",
                "--strategy",
                "feature-extraction",
                "--backbone",
                "resnet20-garments",
                "--boundary",
                "stem",
                "--data",
                images,
                "--output",
                bundle);
        done(Captured.in(cache), "export", bundle, "--format", "dl4j", "--output", zip);
    }

    @Test
    void usesTheGivenInputSize() {
        JsonNode document = imported("--input-size", 48);

        assertThat(document.at("/input/width").asInt()).isEqualTo(48);
        assertThat(document.at("/input/height").asInt()).isEqualTo(48);
        assertThat(document.get("classes").asInt()).isEqualTo(2);
        assertThat(json("backbones", NAME).get("inputSizes").asText()).isEqualTo("48x48 alone");
        assertThat(json("backbones", "verify", NAME).get("name").asText()).isEqualTo(NAME);
    }

    @Test
    void usesACommonInputSizeByDefault() {
        assertThat(imported().at("/input/width").asInt()).isEqualTo(224);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4097})
    void refusesAnInputSizeThatCannotBe(int size) {
        Captured captured = Captured.in(home);
        assertThat(run(captured, importing("--input-size", size))).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("input-size must be", "found " + size);
    }

    @Test
    void isListedWithItsSize() throws IOException {
        Path weights = Path.of(imported().get("weights").asText());
        // 3 x 16 weights of 3 x 3 pixels, a batch norm of 16 channels, 16 x 2 weights and 2 biases
        assertThat(listed().get("parameters").asLong()).isEqualTo(432 + 32 + 34);
        assertThat(listed().get("multiplyAdds").asLong()).isEqualTo(432L * 224 * 224 + 32);

        Files.write(weights, Arrays.copyOf(Files.readAllBytes(weights), 1000));
        assertThat(listed().has("parameters")).isFalse();
        Files.delete(weights);
        assertThat(listed().has("parameters")).isFalse();
    }

    @Test
    void aDamagedEntryStopsNobodyWhoDoesNotNameIt() throws IOException {
        Path entry = Path.of(imported().get("description").asText());
        Files.writeString(entry, Files.readString(entry).substring(0, 100));

        List<String> logged = logged(() -> assertThat(json("backbones"))
                .isNotEmpty()
                .extracting(one -> one.get("name").asText())
                .doesNotContain(NAME));
        assertThat(logged)
                .singleElement()
                .asString()
                .contains("WARN", "an imported network is left out", NAME + ".json must be JSON", "import it again");

        Path bundle = home.resolve("colours.tlz");
        done(
                Captured.in(home),
                "train",
                "--data",
                images,
                "--output",
                bundle,
                "--strategy",
                "feature-extraction",
                "--backbone",
                "resnet20-garments");
        for (List<Object> naming : List.of(
                List.<Object>of("backbones", NAME),
                List.<Object>of("backbones", "verify", NAME),
                List.<Object>of("train", "--data", images, "--output", bundle, "--backbone", NAME))) {
            Captured captured = Captured.in(home);
            assertThat(run(captured, naming)).isEqualTo(ExitCodes.USAGE);
            assertThat(captured.err()).contains(NAME + ".json must be JSON, found", "import it again with --replace");
        }
    }

    @Test
    void aDamagedEntryIsReplacedWhereThatIsAsked() throws IOException {
        Path entry = Path.of(imported().get("description").asText());
        Files.writeString(entry, "{");

        Captured captured = Captured.in(home);
        assertThat(run(captured, importing())).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("must not be taken, found " + NAME, "--replace");

        imported("--replace");
        assertThat(json("backbones", NAME).get("name").asText()).isEqualTo(NAME);
    }

    /** An entry that hides an import of its name, even an earlier one. */
    @Test
    void anEntryThatWasWrittenIsNotReplaced() throws IOException {
        JsonNode document = imported();
        Path description = Path.of(document.get("description").asText());
        Path old = Path.of(document.get("weights").asText());
        Path others = Files.write(old.resolveSibling("others.safetensors"), new byte[8]);
        Path catalogue = home.resolve("written.json");
        Files.writeString(
                catalogue,
                Files.readString(description)
                        .replace(
                                old.getFileName().toString(),
                                others.getFileName().toString()));

        Captured captured = Captured.with(Map.of("TL_HOME", home.toString(), "TL_CATALOG", catalogue.toString()));
        assertThat(run(captured, importing("--replace", "--input-size", 48))).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err())
                .contains("must not be taken, found " + NAME, "take another")
                .doesNotContain("--replace");
        assertThat(others).exists();
        assertThat(old).exists();
    }

    @Test
    void aCopyOfItsOwnEntryHidesNoReplacement() throws IOException {
        JsonNode document = imported("--input-size", 32);
        Path catalogue = Files.copy(Path.of(document.get("description").asText()), home.resolve("copy.json"));
        Captured captured = Captured.with(Map.of("TL_HOME", home.toString(), "TL_CATALOG", catalogue.toString()));
        done(captured, importing("--replace", "--input-size", 48).toArray());
        Captured listing = Captured.with(Map.of("TL_HOME", home.toString(), "TL_CATALOG", catalogue.toString()));
        assertThat(listing.document("backbones", NAME, "--json")
                        .at("/input/width")
                        .asInt())
                .isEqualTo(48);
    }

    @Test
    void theWeightsOfADamagedEntryGoWithIt() throws IOException {
        JsonNode document = imported();
        Path weights = Path.of(document.get("weights").asText());
        Path old = Files.write(weights.resolveSibling(NAME + "-0123456789ab.safetensors"), new byte[8]);
        Path other = Files.write(weights.resolveSibling(NAME + "-other.safetensors"), new byte[8]);
        Files.writeString(Path.of(document.get("description").asText()), "{");
        imported("--replace");
        assertThat(weights).exists();
        assertThat(other).exists();
        assertThat(old).doesNotExist();
    }

    private JsonNode imported(Object... more) {
        Captured captured = Captured.in(home);
        done(captured, importing(more).toArray());
        return captured.json();
    }

    /** Its row in the list. */
    private JsonNode listed() {
        JsonNode all = json("backbones");
        return all.get(all.size() - 1);
    }

    private static List<Object> importing(Object... more) {
        List<Object> arguments = new ArrayList<>(
                List.of("backbones", "import", zip, "--name", NAME, "--preprocessing", "unit", "--json"));
        arguments.addAll(Arrays.asList(more));
        return arguments;
    }

    private JsonNode json(Object... arguments) {
        List<Object> all = new ArrayList<>(Arrays.asList(arguments));
        all.add("--json");
        Captured captured = Captured.in(home);
        done(captured, all.toArray());
        return captured.json();
    }

    private static void done(Captured captured, Object... arguments) {
        int code = run(captured, Arrays.asList(arguments));
        assertThat(code).as(captured.err()).isEqualTo(ExitCodes.DONE);
    }

    private static int run(Captured captured, List<Object> arguments) {
        return Main.run(
                captured.console(), arguments.stream().map(Object::toString).toArray(String[]::new));
    }

    /** The log is written to the error stream of the process. */
    private static List<String> logged(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
