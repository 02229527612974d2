package org.tl4j.storage.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.calibration.FamiliarityModel;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.weights.Tensor;
import org.tl4j.storage.tensors.SafetensorsFormat;

class ZipBundleStoreTest {
    private final ZipBundleStore store = new ZipBundleStore(new SafetensorsFormat());

    @TempDir
    Path folder;

    @Test
    void readsBackWhatItWrites() {
        Path file = folder.resolve("new/example.tlz");
        store.write(file, Bundles.example());
        assertSame(store.read(file), Bundles.example());
    }

    @Test
    void whatItWouldNotReadBackIsNeverMade() {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> Bundles.manifest("odd\u001b[31m", List.of()))
                .withMessageContaining("letters, digits");
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> Bundles.manifest("usual", List.of("x".repeat(10_001))))
                .withMessageContaining("reasons of a bundle must be texts of at most 10000 characters");

        Bundle longest = new Bundle(
                Bundles.manifest("own way 2", List.of("x".repeat(10_000))),
                Bundles.example().network());
        store.write(folder.resolve("longest.tlz"), longest);
        assertSame(store.read(folder.resolve("longest.tlz")), longest);
    }

    @Test
    void keepsBothResizeRules() {
        Bundle exact = Bundles.example(Bundles.CREATED, new ResizeRule.Exact(new ImageSize(32, 31)));
        store.write(folder.resolve("exact.tlz"), exact);
        assertSame(store.read(folder.resolve("exact.tlz")), exact);
    }

    @Test
    void keepsTheFilterOfAResizingAndWritesItUnlessItIsTheDefault() throws IOException {
        for (ResizeRule rule : List.of(
                new ResizeRule.Exact(new ImageSize(32, 31), Interpolation.BICUBIC),
                new ResizeRule.ShorterSide(235, Interpolation.BICUBIC))) {
            Bundle bicubic = Bundles.example(Bundles.CREATED, rule);
            store.write(folder.resolve("bicubic.tlz"), bicubic);
            assertSame(store.read(folder.resolve("bicubic.tlz")), bicubic);
        }
        store.write(folder.resolve("bilinear.tlz"), Bundles.example());
        assertThat(manifest("bicubic.tlz")).contains("\"interpolation\" : \"bicubic\"");
        assertThat(manifest("bilinear.tlz")).doesNotContain("interpolation");
    }

    private String manifest(String file) throws IOException {
        return new String(Zips.entries(folder.resolve(file)).get("manifest.json"), StandardCharsets.UTF_8);
    }

    @Test
    void writesTheSameBytesInEveryTimeZone() throws IOException {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            store.write(folder.resolve("tokyo.tlz"), Bundles.example());
            TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
            store.write(folder.resolve("angeles.tlz"), Bundles.example());
        } finally {
            TimeZone.setDefault(before);
        }
        assertThat(folder.resolve("tokyo.tlz")).hasSameBinaryContentAs(folder.resolve("angeles.tlz"));
    }

    @Test
    void variesOnlyInTheTimeOfTheManifest() throws IOException {
        store.write(folder.resolve("a"), Bundles.example());
        store.write(folder.resolve("b"), Bundles.example(Instant.EPOCH, new ResizeRule.ShorterSide(256)));
        var first = Zips.entries(folder.resolve("a"));
        var second = Zips.entries(folder.resolve("b"));
        assertThat(first.keySet()).containsExactly("manifest.json", "network.json", "weights.safetensors");
        assertThat(second.get("network.json")).isEqualTo(first.get("network.json"));
        assertThat(second.get("weights.safetensors")).isEqualTo(first.get("weights.safetensors"));
        assertThat(new String(second.get("manifest.json"), StandardCharsets.UTF_8))
                .isEqualTo(new String(first.get("manifest.json"), StandardCharsets.UTF_8)
                        .replace(Bundles.CREATED.toString(), Instant.EPOCH.toString()));
    }

    @Test
    void writesNoTextThatItWouldNotRead() {
        NetworkEntry latin = new NetworkEntry.Bytes("graph.json", ByteBuffer.wrap(new byte[] {'"', -1, '"'}));
        Bundle bundle = new Bundle(Bundles.example().manifest(), new NetworkContents("deeplearning4j", List.of(latin)));

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> store.write(folder.resolve("latin.tlz"), bundle))
                .withMessageContaining("must have a graph.json in UTF-8");
        assertThat(folder.resolve("latin.tlz")).doesNotExist();
    }

    @Test
    void readsABundleThatSomeonePackedAgain() throws IOException {
        store.write(folder.resolve("a"), Bundles.example());
        Path packed = Zips.write(folder.resolve("packed"), Zips.entries(folder.resolve("a")));
        assertSame(store.read(packed), Bundles.example());
    }

    @Test
    void replacesABundleWhole() {
        Path file = folder.resolve("a.tlz");
        store.write(file, Bundles.example(Instant.EPOCH, new ResizeRule.ShorterSide(1)));
        store.write(file, Bundles.example());
        assertSame(store.read(file), Bundles.example());
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void reportsThatItCannotWrite() {
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> store.write(folder, Bundles.example()))
                .withMessageContaining("a folder");
    }

    @Test
    void refusesToWriteWhatItCouldNotRead() {
        Bundle example = Bundles.example();
        Bundle huge = new Bundle(example.manifest(), Bundles.network(" ".repeat((16 << 20) + 1), List.of()));
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> store.write(folder.resolve("huge.tlz"), huge))
                .withMessageContainingAll("network.json", "16777217");
        assertThat(folder.resolve("huge.tlz")).doesNotExist();
    }

    @Test
    void saysOfARefittedNetworkThatItIsOneAndNothingOfOthers() throws IOException {
        store.write(folder.resolve("refitted.tlz"), Bundles.refitted());
        store.write(folder.resolve("once.tlz"), Bundles.example());

        assertThat(store.read(folder.resolve("refitted.tlz")).manifest().refitted())
                .isTrue();
        assertThat(store.read(folder.resolve("once.tlz")).manifest().refitted()).isFalse();
        assertThat(manifest("once.tlz")).doesNotContain("refitted");
    }

    @Test
    void readsFromTheSettingsOfOlderBundlesWhetherTheyWereRefitted() throws IOException {
        store.write(folder.resolve("old.tlz"), Bundles.example());
        Map<String, byte[]> entries = Zips.entries(folder.resolve("old.tlz"));
        Zips.replaceInManifest(entries, "\"l2\" : \"0.001\"", "\"l2\" : \"0.001\", \"refit\" : \"true\"");

        Path old = Zips.write(folder.resolve("older.tlz"), entries);

        assertThat(store.read(old).manifest().refitted()).isTrue();
    }

    @Test
    void refusesARefittedThatIsNoTruthValue() throws IOException {
        store.write(folder.resolve("refitted.tlz"), Bundles.refitted());
        Map<String, byte[]> entries = Zips.entries(folder.resolve("refitted.tlz"));
        Zips.replaceInManifest(entries, "\"refitted\" : true", "\"refitted\" : \"true\"");

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> store.read(Zips.write(folder.resolve("bad.tlz"), entries)))
                .withMessageContaining("refitted must be true or false");
    }

    @Test
    void readsTheGoldenBundleOfVersionOne() throws IOException {
        assertSame(golden("golden-v1.tlz"), Bundles.ofVersionOne());
    }

    @Test
    void readsTheGoldenBundleOfVersionTwo() throws IOException {
        assertSame(golden("golden-v2.tlz"), Bundles.ofVersionTwo());
    }

    @Test
    void readsTheGoldenBundleOfVersionThree() throws IOException {
        assertSame(golden("golden-v3.tlz"), Bundles.example());
    }

    @Test
    void readsTheGoldenBundleOfVersionFour() throws IOException {
        assertSame(golden("golden-v4.tlz"), Bundles.example());
    }

    @Test
    void readsTheGoldenBundleOfVersionFive() throws IOException {
        assertSame(golden("golden-v5.tlz"), Bundles.example());
    }

    @Test
    void readsTheGoldenBundleOfVersionFiveWithAllThatItMayHold() throws IOException {
        Bundle found = golden("golden-v5-full.tlz");
        Bundle expected = Bundles.full();

        assertSame(found, expected);
        assertThat(found.record()).isEqualTo(expected.record());
        assertThat(found.calibration().temperature())
                .isEqualTo(expected.calibration().temperature());
        assertThat(found.calibration().thresholds())
                .isEqualTo(expected.calibration().thresholds());
        assertThat(found.calibration().conformal())
                .isEqualTo(expected.calibration().conformal());
        assertThat(found.calibration().scores())
                .isEqualTo(expected.calibration().scores());
        FamiliarityModel familiarity = found.calibration().familiarity().orElseThrow();
        FamiliarityModel wanted = expected.calibration().familiarity().orElseThrow();
        assertSame(
                List.of(familiarity.means(), familiarity.directions(), familiarity.scales()),
                List.of(wanted.means(), wanted.directions(), wanted.scales()));
        assertThat(familiarity)
                .usingRecursiveComparison()
                .ignoringFields("means", "directions", "scales")
                .isEqualTo(wanted);
    }

    @Test
    void writesTheBytesOfTheGoldenBundleWithAllThatItMayHold() throws IOException {
        Path written = folder.resolve("now.tlz");
        store.write(written, Bundles.full());

        golden("golden-v5-full.tlz");

        assertThat(written).hasSameBinaryContentAs(folder.resolve("golden-v5-full.tlz"));
    }

    @Test
    void writesTheBytesOfTheGoldenBundleOfItsVersion() throws IOException {
        Path written = folder.resolve("now.tlz");
        store.write(written, Bundles.example());

        golden("golden-v5.tlz");

        assertThat(written).hasSameBinaryContentAs(folder.resolve("golden-v5.tlz"));
    }

    @Test
    void readsBytesInMemoryLikeAFile() throws IOException {
        store.write(folder.resolve("a.tlz"), Bundles.example());
        byte[] file = Files.readAllBytes(folder.resolve("a.tlz"));
        ByteBuffer within = ByteBuffer.allocateDirect(file.length + 7)
                .put(3, file)
                .position(3)
                .limit(3 + file.length);

        assertSame(store.read(ByteBuffer.wrap(file), "memory"), Bundles.example());
        assertSame(store.read(within.asReadOnlyBuffer(), "memory"), Bundles.example());

        assertThat(within.position()).isEqualTo(3);
    }

    @Test
    void changingTheBytesAfterReadingChangesNothing() throws IOException {
        store.write(folder.resolve("a.tlz"), Bundles.example());
        byte[] file = Files.readAllBytes(folder.resolve("a.tlz"));
        Bundle bundle = store.read(ByteBuffer.wrap(file), "memory");

        Arrays.fill(file, (byte) 1);

        assertSame(bundle, Bundles.example());
    }

    @Test
    void keepsTheEntriesOfAnyEngineInTheirOrder() throws IOException {
        Path file = folder.resolve("other.tlz");
        store.write(file, Bundles.ofAnotherEngine());

        assertSame(store.read(file), Bundles.ofAnotherEngine());
        assertThat(Zips.entries(file).keySet())
                .containsExactly("manifest.json", "graph.onnx", "graph.json", "weights.safetensors", "empty");
        assertThat(manifest("other.tlz")).contains("\"engine\" : \"tiny-engine-2\"");
        Path packed = Zips.write(folder.resolve("packed.tlz"), Zips.entries(file));
        assertSame(store.read(packed), Bundles.ofAnotherEngine());
    }

    private Bundle golden(String name) throws IOException {
        Path golden = folder.resolve(name);
        try (var in = ZipBundleStoreTest.class.getResourceAsStream(name)) {
            Files.copy(in, golden);
        }
        return store.read(golden);
    }

    private static void assertSame(Bundle found, Bundle expected) {
        assertThat(found.manifest()).isEqualTo(expected.manifest());
        assertThat(found.network().engine()).isEqualTo(expected.network().engine());
        assertThat(found.network().entries())
                .extracting(NetworkEntry::name)
                .isEqualTo(expected.network().entries().stream()
                        .map(NetworkEntry::name)
                        .toList());
        for (NetworkEntry entry : expected.network().entries()) {
            if (entry instanceof NetworkEntry.Tensors tensors) {
                assertSame(found.network().tensors(entry.name()), tensors.tensors());
            } else {
                assertThat(found.network().bytes(entry.name()))
                        .isEqualTo(expected.network().bytes(entry.name()));
            }
        }
    }

    private static void assertSame(List<Tensor> found, List<Tensor> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            Tensor left = found.get(i);
            Tensor right = expected.get(i);
            assertThat(left.name()).isEqualTo(right.name());
            assertThat(left.shape()).isEqualTo(right.shape());
            assertThat(left.values()).isEqualByComparingTo(right.values());
            assertThat(left.values().isDirect()).isTrue();
        }
    }
}
