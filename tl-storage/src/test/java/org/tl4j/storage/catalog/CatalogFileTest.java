package org.tl4j.storage.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.weights.WeightsFile;
import org.tl4j.storage.json.Json;

class CatalogFileTest {
    static final String OWN = """
            {"name": "%s", "architecture": "resnet18", "description": "d", "trained-on": "birds", "licence": "CC0-1.0",
             "source": "us", "weights": {"file": "birds.safetensors"}, "boundary": "layer3.1",
             "fine-tuning-rate": 0.01, "preprocessing": {"resize": {"rule": "shorter-side", "pixels": 70}, "crop": {"width": 64, "height": 64},
                               "channels": "BGR", "scale": 1, "mean": [1, 2, 3], "deviation": [1, 1, 1]}}
            """;

    @TempDir
    Path folder;

    @Test
    void readsThePublishedCatalogue() {
        List<BackboneEntry> entries = published();
        assertThat(entries)
                .extracting(BackboneEntry::name)
                .startsWith("squeezenet1_1-imagenet", "resnet18-imagenet")
                .contains(
                        "densenet121-imagenet",
                        "densenet201-imagenet",
                        "resnet50-imagenet-a1",
                        "efficientnet_b0-imagenet",
                        "mobilenet_v2-imagenet",
                        "vgg11-imagenet",
                        "vgg19_bn-imagenet",
                        "squeezenet1_0-imagenet")
                .endsWith(
                        "resnet110-cifar10",
                        "resnet56-cifar10",
                        "resnet44-cifar10",
                        "resnet32-cifar10",
                        "resnet20-cifar10",
                        "resnet20-garments",
                        "lenet-mnist-dl4j");
        assertThat(entries).allSatisfy(entry -> {
            boolean known = entry.weights().sha256().isPresent();
            // no digest is stated for weights that were never fetched
            assertThat(known && entry.weights().address().isPresent()).isFalse();
            assertThat(entry.referenceOutput().isPresent()).isEqualTo(known);
            assertThat(entry.classes()).isPresent();
            if (entry.architecture().equals(ImportedNetwork.ARCHITECTURE)) {
                // those of Deeplearning4j's zoo keep the names under which it publishes them
                assertThat(entry.name()).endsWith("-dl4j");
                assertThat(entry.weights().fileName()).endsWith(".zip");
                assertThat(entry.weights().adler32()).isPresent();
            } else {
                assertThat(entry.weights().fileName()).isEqualTo(entry.name() + ".safetensors");
            }
        });
    }

    @Test
    void putsTheEntriesOfAUserFirst() throws IOException {
        List<BackboneEntry> entries = with("{\"entries\": [" + OWN.formatted("birds") + "]}");
        assertThat(entries).hasSize(published().size() + 1);
        assertThat(entries.get(0).name()).isEqualTo("birds");
        assertThat(entries.get(0).defaultBoundary()).isEqualTo("layer3.1");
    }

    @Test
    void letsAUserReplaceOneOrAll() throws IOException {
        String own = OWN.formatted("resnet20-garments");
        assertThat(with("{\"entries\": [" + own + "]}"))
                .hasSameSizeAs(published())
                .first()
                .extracting(BackboneEntry::trainedOn)
                .isEqualTo("birds");
        assertThat(with("{\"only\": true, \"entries\": [" + own + "]}")).hasSize(1);
    }

    @Test
    void asksForTheBoundaryOfAGraphInAFile() {
        String text = "{\"entries\": ["
                + OWN.formatted("birds").replace("resnet18", "in-file").replace("\"boundary\": \"layer3.1\",", "")
                + "]}";
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> CatalogFile.parse(text, "mine.json"))
                .withMessageContaining("entries[0] must have boundary");
    }

    @Test
    void asksForTheBoundaryOfAnUnknownArchitecture() throws IOException {
        String text = "{\"entries\": ["
                + OWN.formatted("birds").replace("resnet18", "resnet81").replace("\"boundary\": \"layer3.1\",", "")
                + "]}";
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> with(text))
                .withMessageContaining("entries[0] must have boundary");
    }

    /** A file from before every entry stated its boundary. */
    @Test
    void takesTheBoundaryThatPublishedEntriesOfTheArchitectureState() throws IOException {
        assertThat(with("{\"entries\": [" + OWN.formatted("birds").replace("\"boundary\": \"layer3.1\",", "") + "]}")
                        .get(0)
                        .defaultBoundary())
                .isEqualTo("avgpool");
    }

    @Test
    void asksForTheBoundaryOfAnEntryOfAnotherEngine() {
        String text = OWN.formatted("birds")
                .replace("\"boundary\": \"layer3.1\",", "")
                .replace("\"architecture\"", "\"engine\": \"abacus\", \"architecture\"");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> with("{\"entries\": [" + text + "]}"))
                .withMessageContaining("entries[0] must have boundary");
    }

    @Test
    void everyPublishedEntryStatesItsEngineAndBoundary() throws IOException {
        try (InputStream content = FolderCatalog.class.getResourceAsStream("catalogue.json")) {
            JsonNode document = Json.read(new String(content.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(document.get("entries")).hasSameSizeAs(published()).allSatisfy(entry -> {
                assertThat(entry.get("engine").textValue()).isEqualTo("deeplearning4j");
                assertThat(entry.get("boundary").textValue()).isNotBlank();
            });
        }
    }

    @Test
    void anEntryMayBeForAnEngineAndAnArchitectureThatNobodyKnows() {
        String text = OWN.formatted("birds")
                .replace("\"architecture\": \"resnet18\"", "\"engine\": \"abacus\", \"architecture\": \"beads\"");
        assertThat(parsed(text).engine()).isEqualTo("abacus");
        assertThat(parsed(text).architecture()).isEqualTo("beads");
        assertThat(parsed(OWN.formatted("birds")).engine()).isEqualTo("deeplearning4j");
    }

    @Test
    void weightsMayBeSeveralFilesOfAnyKind() {
        BackboneEntry entry = parsed(OWN.formatted("birds")
                .replace(
                        "{\"file\": \"birds.safetensors\"}",
                        "[{\"file\": \"birds.onnx\", \"bytes\": 3, \"address\": \"https://example.org/birds.onnx\"},"
                                + " {\"file\": \"birds.onnx.data\", \"adler32\": \"0123abcd\"}]"));
        assertThat(entry.weights().files())
                .extracting(WeightsFile::fileName)
                .containsExactly("birds.onnx", "birds.onnx.data");
        assertThat(entry.weights().files().get(0).bytes()).hasValue(3);
        assertThat(entry.weights().files().get(1).adler32()).contains("0123abcd");
        assertThat(entry.weights().embedded()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                                       | entries[0] weights must be valid
            [{"file": "a"}, {"file": "a"}]                           | different names
            [{"file": "a", "embedded": true}, {"file": "b"}]         | entries[0] weights must be embedded all or none
            [{"file": "a"}, {"file": "../b"}]                        | entries[0] weights[1] must be valid
            [{"file": "a"}, {"fil": "b"}]                            | entries[0].weights[1] must have file
            {"file": "a", "sha256": "AB"}                            | entries[0].weights sha256 must be valid
            {"file": "a", "bytes": -1}                               | entries[0].weights bytes must be a whole number from 0
            "a"                                                      | entries[0].weights must be an object
            """)
    void refusesWeightsThatCannotBe(String weights, String named) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> parsed(OWN.formatted("birds").replace("{\"file\": \"birds.safetensors\"}", weights)))
                .withMessageContainingAll("own.json", named);
    }

    @Test
    void refusesTwoEntriesOfOneName() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> parsed(OWN.formatted("birds") + ", " + OWN.formatted("birds")))
                .withMessageContainingAll("entries[1]", "birds again");
    }

    @Test
    void entriesShareAPreprocessingByItsName() {
        String preprocessing = OWN.substring(OWN.indexOf("{\"resize\""), OWN.lastIndexOf('}'));
        String named = OWN.replace(preprocessing, "\"square\"");
        Map<String, BackboneEntry> entries = CatalogFile.parse(
                        "{\"preprocessings\": {\"square\": "
                                + preprocessing.replace("70", "70, \"interpolation\": \"bicubic\"")
                                + "}, \"entries\": ["
                                + named.formatted("birds") + ", " + named.formatted("bees") + ", "
                                + OWN.formatted("cats") + "]}",
                        "own.json")
                .entries();

        assertThat(entries.get("birds").preprocessing())
                .isEqualTo(entries.get("bees").preprocessing())
                .extracting(Preprocessing::resize)
                .isEqualTo(new ResizeRule.ShorterSide(70, Interpolation.BICUBIC));
        assertThat(entries.get("cats").preprocessing().resize()).isEqualTo(new ResizeRule.ShorterSide(70));
    }

    @Test
    void reportsProblemsOfNamedPreprocessingsWithAllOthers() {
        String text = """
                {"preprocessings": {"square": {"crop": {"width": 0, "height": 64}, "resize": {"rule": "exact", "width": 9,
                 "height": 9, "interpolation": "lanczos"}, "channels": "RGB", "scale": 1, "mean": [1, 2, 3],
                 "deviation": [1, 1, 1], "padding": 1}, "round": 1},
                 "entries": [{"name": "birds", "architecture": "resnet18", "description": "d", "trained-on": "birds",
                 "licence": "CC0-1.0", "source": "us", "weights": {"file": "birds.safetensors"}, "classes": 0,
                 "fine-tuning-rate": 0.01, "preprocessing": "sqare"}]}
                """;
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> CatalogFile.parse(text, "own.json"))
                .withMessageContainingAll(
                        "preprocessings.square.crop width must be a whole number from 1",
                        "preprocessings.square.resize interpolation must be one of bilinear, bicubic, found lanczos",
                        "preprocessings.square has an unknown key padding",
                        "preprocessings.round must be an object",
                        "entries[0] classes must be a whole number from 1, found 0",
                        "entries[0] preprocessing must be an object, or one of the preprocessings [square, round],"
                                + " found sqare; did you mean square?");
    }

    @Test
    void reportsAllProblemsTogether() {
        String text = "{\"entrys\": [], \"entries\": ["
                + OWN.formatted("birds")
                        .replace("\"licence\"", "\"license\"")
                        .replace("\"BGR\"", "\"RBG\"")
                        .replace("resnet18", "resnet81")
                        .replace("\"file\":", "\"sha256\": \"12\", \"address\": \"ftp://x\", \"file\":")
                + "]}";
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> CatalogFile.parse(text, "own.json"))
                .withMessageContainingAll(
                        "own.json",
                        "entries[0] must have licence",
                        "unknown key license; did you mean licence?",
                        "unknown key entrys; did you mean entries?",
                        "RBG",
                        "ftp://x",
                        "64 lower-case");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"entries\": {}}",
                "{\"entries\": [1]}",
                "{\"entries\": []} {}",
                "{\"entries\": [], \"entries\": []}",
                "{}"
            })
    void refusesWhatIsNoCatalogue(String text) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> CatalogFile.parse(text, "own.json"))
                .withMessageContaining("own.json");
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 20_000, 2_000_000})
    void refusesDeepNestingBeforeThereIsATree(int depth) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> CatalogFile.parse("{\"entries\": " + "[".repeat(depth), "own.json"))
                .withMessageContainingAll("own.json", "nested more than 64 levels deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.01", "1e999", "1e-999", "\"fast\""})
    void refusesAFineTuningRateThatCannotBeOne(String rate) {
        String text = "{\"entries\": ["
                + OWN.formatted("birds").replace("\"fine-tuning-rate\": 0.01", "\"fine-tuning-rate\": " + rate) + "]}";
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> CatalogFile.parse(text, "own.json"))
                .withMessageContainingAll(
                        "own.json", "entries[0]", "fine-tuning-rate must be a finite number above 0, found");
    }

    @Test
    void saysThatAFileIsNotThere() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> new FolderCatalog(Optional.of(folder.resolve("absent.json")), Optional.empty()))
                .withMessageContainingAll("catalogue", "absent.json");
    }

    @Test
    void findsImportedNetworksAsSoonAsTheyAreThere() throws IOException {
        Path imported = folder.resolve("backbones");
        FolderCatalog catalogue = new FolderCatalog(Optional.empty(), Optional.of(imported));
        assertThat(catalogue.entries()).isEqualTo(published());

        Files.createDirectory(imported);
        Files.writeString(imported.resolve("notes.txt"), "not a catalogue");
        Files.writeString(imported.resolve("birds.json"), "{\"entries\": [" + OWN.formatted("birds") + "]}");

        assertThat(catalogue.entries())
                .startsWith(published().toArray(BackboneEntry[]::new))
                .last()
                .extracting(BackboneEntry::name)
                .isEqualTo("birds");
    }

    @Test
    void leavesOutAnImportedNetworkWhoseFileIsDamaged() throws IOException {
        String whole = "{\"entries\": [" + OWN.formatted("birds").strip() + "]}";
        Files.writeString(folder.resolve("bees.json"), "{\"entries\": [" + OWN.formatted("bees-small") + "]}");
        FolderCatalog catalogue = new FolderCatalog(Optional.empty(), Optional.of(folder));
        for (int length = 0; length < whole.length(); length++) {
            Files.writeString(folder.resolve("birds.json"), whole.substring(0, length));

            assertThat(catalogue.entries()).hasSize(published().size() + 1);
            assertThat(catalogue.named("bees").name()).isEqualTo("bees-small");
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> catalogue.named("birds"))
                    .withMessageContainingAll("birds.json must be ", "found ", CallerTerm.REPLACE_IMPORT.words());
        }
        Files.writeString(folder.resolve("birds.json"), whole);
        assertThat(catalogue.named("birds").name()).isEqualTo("birds");
    }

    private static BackboneEntry parsed(String entry) {
        return CatalogFile.parse("{\"entries\": [" + entry + "]}", "own.json")
                .entries()
                .get("birds");
    }

    /** The entries that come with the software. */
    static List<BackboneEntry> published() {
        return new FolderCatalog(Optional.empty(), Optional.empty()).entries();
    }

    private List<BackboneEntry> with(String text) throws IOException {
        return new FolderCatalog(Optional.of(Files.writeString(folder.resolve("own.json"), text)), Optional.empty())
                .entries();
    }
}
