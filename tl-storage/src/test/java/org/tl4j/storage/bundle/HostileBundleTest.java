package org.tl4j.storage.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.BundleException;
import org.tl4j.storage.tensors.SafetensorsFormat;

class HostileBundleTest {
    private final ZipBundleStore store = new ZipBundleStore(new SafetensorsFormat());

    @TempDir
    Path folder;

    private Path good;
    private Map<String, byte[]> entries;

    @BeforeEach
    void write() throws IOException {
        good = folder.resolve("good.tlz");
        store.write(good, Bundles.example());
        entries = Zips.entries(good);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "/etc/passwd",
                "a/b",
                "..\\evil",
                "C:evil",
                "weights.safetensors/",
                "Network.json",
                "x.class"
            })
    void refusesOtherNames(String name) throws IOException {
        entries.put(name, new byte[1]);
        refused(Zips.write(folder.resolve("bad"), entries), "do not use it", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "network.json", "weights.safetensors"})
    void refusesAMissingEntry(String name) throws IOException {
        entries.remove(name);
        refused(Zips.write(folder.resolve("bad"), entries), "must hold a " + name);
    }

    @Test
    void refusesADuplicateEntry() throws IOException {
        entries.put("networl.json", entries.get("network.json"));
        Path bad = Zips.write(folder.resolve("bad"), entries);
        byte[] bytes = Files.readAllBytes(bad);
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("networl", "network");
        Files.write(bad, text.getBytes(StandardCharsets.ISO_8859_1));
        refused(bad, "once", "network.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "9223372036854775807"})
    void saysThatANewerVersionNeedsAnUpgrade(String version) throws IOException {
        Zips.replaceInManifest(entries, "\"formatVersion\" : 5", "\"formatVersion\" : " + version + ", \"news\" : 1");
        entries.put("onnx.bin", new byte[3]);
        refused(Zips.write(folder.resolve("bad"), entries), "newer TL4J: upgrade", version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "\"1\"", "null", "1e400", "99999999999999999999"})
    void refusesWhatIsNoVersion(String version) throws IOException {
        Zips.replaceInManifest(entries, "\"formatVersion\" : 5", "\"formatVersion\" : " + version);
        refused(Zips.write(folder.resolve("bad"), entries), "formatVersion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"network.json", "weights.safetensors"})
    void refusesChangedContent(String name) throws IOException {
        entries.get(name)[entries.get(name).length - 2] ^= 1;
        refused(Zips.write(folder.resolve("bad"), entries), name, "SHA-256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"network.json", "weights.safetensors"})
    void refusesContentOfAnotherLength(String name) throws IOException {
        entries.put(name, Arrays.copyOf(entries.get(name), entries.get(name).length + 1));
        refused(Zips.write(folder.resolve("bad"), entries), name, "bytes");
    }

    @Test
    void refusesWeightsThatAreNotSafetensors() throws IOException {
        Zips.replaceConsistently(entries, "weights.safetensors", new byte[100]);
        refused(Zips.write(folder.resolve("bad"), entries), "weights.safetensors", "header");
    }

    @Test
    void refusesAGraphThatIsNotText() throws IOException {
        Zips.replaceConsistently(entries, "network.json", new byte[] {(byte) 0xff, 1, 2});
        refused(Zips.write(folder.resolve("bad"), entries), "network.json", "UTF-8");
    }

    @Test
    void refusesABomb() throws IOException {
        entries.put("network.json", new byte[10 << 20]);
        refused(Zips.write(folder.resolve("bad"), entries), "100 times", "network.json");
    }

    @Test
    void refusesAnEntryOverItsLimit() throws IOException {
        byte[] manifest = new byte[(1 << 20) + 1];
        new Random(1).nextBytes(manifest);
        entries.put("manifest.json", manifest);
        refused(Zips.write(folder.resolve("bad"), entries), "manifest.json", "at most 1048576 bytes");
    }

    @Test
    void refusesASizeThatIsALie() throws IOException {
        byte[] bytes = Files.readAllBytes(Zips.write(folder.resolve("bad"), entries));
        int central = lastIndexOf(bytes, "network.json") - 46;
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(zip.getInt(central)).isEqualTo(0x02014b50);
        int size = zip.getInt(central + 24);
        zip.putInt(central + 24, size - 1);
        Zips.replaceInManifest(entries, "\"bytes\" : " + size, "\"bytes\" : " + (size - 1));
        refused(Files.write(folder.resolve("lie"), bytes), "network.json");
        zip.putInt(central + 24, Integer.MAX_VALUE);
        refused(Files.write(folder.resolve("lie"), bytes), "network.json");
    }

    @Test
    void refusesManyEntries() throws IOException {
        for (int i = 0; i < 1001; i++) {
            entries.put("e" + i, new byte[0]);
        }
        refused(Zips.write(folder.resolve("bad"), entries), "1000 entries");
    }

    @Test
    void refusesWhatIsNoBundleFile() throws IOException {
        refused(folder.resolve("absent"), "no such file");
        refused(folder, "a folder");
        refused(Files.write(folder.resolve("empty"), new byte[0]), "an empty file");
        refused(Files.writeString(folder.resolve("text"), "hello world"), "must be a zip file");
        refused(
                Zips.write(folder.resolve("other.zip"), Map.of("readme.txt", new byte[9])),
                "must hold a manifest.json");
    }

    @Test
    void refusesACutFile() throws IOException {
        byte[] bytes = Files.readAllBytes(good);
        for (int length = 0; length < bytes.length; length += 37) {
            refused(Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, length)), "must ");
        }
    }

    @Test
    void refusesEveryFlippedBitOfContentAndSurvivesAllOthers() throws IOException {
        byte[] bytes = Files.readAllBytes(good);
        Path bad = folder.resolve("flipped");
        for (int i = 0; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= (byte) (1 << (i % 8));
            Files.write(bad, flipped);
            try {
                // a bit without meaning, such as one of a time: the content must still be right
                assertThat(store.read(bad).manifest())
                        .isEqualTo(Bundles.example().manifest());
            } catch (BundleException e) {
                assertThat(e).hasMessageContaining(bad.toString());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "seed" : -9223372036854775807      | "seed" : 1e3                        | provenance.seed
            "seed" : -9223372036854775807      | "seed" : 99999999999999999999       | provenance.seed
            "seed" : -9223372036854775807      | "seed" : 1, "seed" : 2              | Duplicate
            "strategy" : "feature-extraction"  | "strategy" : null                   | strategy
            "strategy" : "feature-extraction"  | "strategy" : ["x"]                  | strategy
            "strategy" : "feature-extraction"  | "stratagem" : "x"                   | stratagem
            "strategy" : "feature-extraction"  | "strategy" : "x", "@class" : "java.lang.Runtime" | @class
            "bee"                              | "ant"                               | labels
            "bee"                              | " "                                 | labels
            "bee"                              | 7                                   | labels[0]
            "scale" : 0.00392156862745098      | "scale" : -1                        | preprocessing
            "scale" : 0.00392156862745098      | "scale" : "NaN"                     | preprocessing
            "scale" : 0.00392156862745098      | "scale" : 1e999                     | preprocessing
            "scale" : 0.00392156862745098      | "scale" : "big"                     | preprocessing.scale
            "channels" : "RGB"                 | "channels" : "CMYK"                 | preprocessing.channels
            "channels" : "RGB"                 | "channels" : "GREY"                 | preprocessing
            "pixels" : 256                     | "pixels" : 0                        | preprocessing.resize.pixels
            "pixels" : 256                     | "pixels" : 2147483648               | preprocessing.resize.pixels
            "pixels" : 256                     | "pixels" : 256, "interpolation" : "lanczos" | preprocessing.resize.interpolation
            "pixels" : 256                     | "pixels" : 256, "interpolation" : 2 | preprocessing.resize.interpolation
            "pixels" : 256                     | "pixels" : 256, "filter" : "bicubic" | preprocessing.resize
            "rule" : "shorter-side"            | "rule" : "longer-side"              | preprocessing.resize.rule
            "rule" : "shorter-side"            | "rule" : "exact"                    | preprocessing.resize
            "width" : 224                      | "width" : 100000                    | preprocessing.crop.width
            "pooling" : "both"                 | "pooling" : "sum"                   | backbone.pooling
            "pooling" : "both"                 | "pooling" : 2                       | backbone.pooling
            "boundaries" : [                   | "boundaries" : [ 1,                 | backbone.boundaries[0]
            "boundaries" : [ "layer2.2.relu2", "größe, avgpool" ] | "boundaries" : [ ] | backbone.boundaries
            "boundaries" : [ "layer2.2.relu2", "größe, avgpool" ] | "boundary" : "avgpool" | boundary
            "total" : 272474                   | "total" : -1                        | parameters.total
            "trainable" : 195                  | "trainable" : 272475                | parameters.trainable
            "accuracy" : 0.9375                | "accuracy" : true                   | metrics.accuracy
            "created" : "2026-01-02T03:04:05.678Z" | "created" : "yesterday"         | provenance.created
            "engine" : "deeplearning4j"        | "engine" : 4                        | network.engine
            "engine" : "deeplearning4j"        | "engine" : "../evil"                | network.engine
            "engine" : "deeplearning4j"        | "engine" : "Not A Name"             | engine
            "engine" : "deeplearning4j"        | "runtime" : "deeplearning4j"        | runtime
            "formatVersion" : 5                | "formatVersion" : 3                 | network
            "java" : "17.0.15"                 | "java" : 17                         | provenance.versions.java
            "strategy" : "feature-extraction"  | "strategy" : ""                     | strategy
            "strategy" : "feature-extraction"  | "strategy" : "\\u001b[2J"           | strategy
            "strategy" : "feature-extraction", | "strategy" : "x"                    | valid JSON
            """)
    void refusesAManifestWith(String old, String replacement, String named) throws IOException {
        Zips.replaceInManifest(entries, old, replacement);
        refused(Zips.write(folder.resolve("bad"), entries), "manifest.json", named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "3", "{}", "{\"formatVersion\":1}", "{\"formatVersion\":1}{}"})
    void refusesAnInvalidManifest(String manifest) throws IOException {
        entries.put("manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
        refused(Zips.write(folder.resolve("bad"), entries), "manifest");
    }

    @Test
    void refusesDeepNesting() throws IOException {
        ByteArrayOutputStream deep = new ByteArrayOutputStream();
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            // with some spaces, since a plain row of brackets is compressed like a bomb
            deep.write(random.nextBoolean() ? '[' : ' ');
        }
        entries.put("manifest.json", deep.toByteArray());
        refused(Zips.write(folder.resolve("bad"), entries), "manifest.json", "JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "Network.json", "manifest.json", "", "a/b"})
    void refusesAnEntryThatIsNamed(String name) throws IOException {
        Zips.replaceInManifest(entries, "\"network.json\" :", "\"" + name + "\" :");
        refused(Zips.write(folder.resolve("bad"), entries), "");
    }

    @Test
    void refusesAManifestWithoutEntriesOrWithMany() throws IOException {
        String manifest = new String(entries.get("manifest.json"), StandardCharsets.UTF_8);
        String stated = manifest.substring(manifest.indexOf("\"entries\""));
        Zips.replaceInManifest(entries, stated, "\"entries\" : { } }");
        refused(Zips.write(folder.resolve("bad"), entries), "1 to 16 entries");
        String many =
                IntStream.range(0, 17).mapToObj(i -> "\"e" + i + "\" : { }").collect(Collectors.joining(", "));
        Zips.replaceInManifest(entries, "\"entries\" : { }", "\"entries\" : { " + many + " }");
        refused(Zips.write(folder.resolve("bad"), entries), "1 to 16 entries");
    }

    @Test
    void refusesEncryptedEntriesAndOtherPackings() throws IOException {
        byte[] bytes = Files.readAllBytes(good);
        int central = lastIndexOf(bytes, "network.json") - 46;
        byte[] encrypted = bytes.clone();
        encrypted[central + 8] |= 1;
        refused(Files.write(folder.resolve("encrypted"), encrypted), "network.json", "encrypted");
        byte[] packed = bytes.clone();
        packed[central + 10] = 12;
        refused(Files.write(folder.resolve("bzip2"), packed), "network.json", "method 12");
    }

    @Test
    void refusesEntriesThatAreMoreTogetherThanAFileMayHave() throws IOException {
        Path file = folder.resolve("other.tlz");
        store.write(file, Bundles.ofAnotherEngine());
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (String name : List.of("graph.onnx", "weights.safetensors", "empty")) {
            int central = lastIndexOf(bytes, name) - 46;
            zip.putInt(central + 20, Integer.MAX_VALUE).putInt(central + 24, Integer.MAX_VALUE);
        }
        refused(Files.write(folder.resolve("bad"), bytes), "unpacked");
    }

    @Test
    void refusesADirectoryThatLies() throws IOException {
        byte[] bytes = Files.readAllBytes(good);
        int end = bytes.length - 22;
        for (int field : new int[] {10, 12, 16, 20}) {
            byte[] lie = bytes.clone();
            lie[end + field]++;
            refused(Files.write(folder.resolve("lie"), lie), "must be a whole zip");
        }
        byte[] beyond = bytes.clone();
        Arrays.fill(beyond, lastIndexOf(bytes, "network.json") - 4, lastIndexOf(bytes, "network.json"), (byte) 0xff);
        refused(Files.write(folder.resolve("beyond"), beyond), "network.json", "must hold all of");
    }

    @Test
    void refusesPackedBytesThatAreDamaged() throws IOException {
        byte[] bytes = Files.readAllBytes(Zips.write(folder.resolve("packed"), entries));
        int packed = lastIndexOf(bytes, "PK\u0003\u0004") + 30 + "weights.safetensors".length();
        for (int i = 0; i < 30; i++) {
            byte[] damaged = bytes.clone();
            damaged[packed + i] ^= 0x55;
            refused(Files.write(folder.resolve("damaged"), damaged), "weights.safetensors");
        }
    }

    private void refused(Path file, String... words) {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> store.read(file))
                .withMessageContaining(file.toString())
                .withMessageContainingAll(words);
        if (Files.isRegularFile(file)) {
            assertThatExceptionOfType(BundleException.class)
                    .as("out of memory")
                    .isThrownBy(() -> store.read(ByteBuffer.wrap(Files.readAllBytes(file)), file.toString()))
                    .withMessageContaining(file.toString())
                    .withMessageContainingAll(words);
        }
    }

    private static int lastIndexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(text);
    }
}
