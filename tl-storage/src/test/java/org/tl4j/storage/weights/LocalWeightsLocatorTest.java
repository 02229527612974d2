package org.tl4j.storage.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.WeightsContent;
import org.tl4j.core.weights.WeightsFile;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.storage.NetworkSettings;

class LocalWeightsLocatorTest {
    private static final String NAME = "net.safetensors";
    private static final WeightsSource NET = WeightsSource.named(NAME);

    @TempDir
    Path folder;

    @Test
    void prefersTheChosenFile() throws IOException {
        Path chosen = file("mine/any.bin");
        file("mirror/" + NAME);
        assertThat(locator("mirror").locate(NET, Optional.of(chosen)).file()).isEqualTo(chosen);
    }

    @Test
    void saysThatTheChosenFileIsNotThere() throws IOException {
        file("mirror/" + NAME);
        Path absent = folder.resolve("absent");
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> locator("mirror").locate(NET, Optional.of(absent)))
                .withMessageContainingAll(absent.toString(), "no such file");
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> locator("mirror").locate(NET, Optional.of(folder)))
                .withMessageContaining("a folder");
    }

    @Test
    void takesTheMirrorBeforeTheCache() throws IOException {
        Path cached = file("cache/" + NAME);
        assertThat(locator("mirror").locate(NET, Optional.empty()).file()).isEqualTo(cached);
        assertThat(none().locate(NET, Optional.empty()).file()).isEqualTo(cached);
        Path mirrored = file("mirror/" + NAME);
        assertThat(locator("mirror").locate(NET, Optional.empty()).file()).isEqualTo(mirrored);
    }

    @Test
    void takesAFileAddressAsAMirror() throws IOException {
        Path mirrored = file("with space/" + NAME);
        String address = folder.resolve("with space").toUri().toString();
        assertThat(address).startsWith("file:").contains("%20");
        assertThat(new LocalWeightsLocator(folder.resolve("cache"), Optional.of(address), NetworkSettings.DIRECT)
                        .locate(NET, Optional.empty())
                        .file())
                .isEqualTo(mirrored);
    }

    @Test
    void namesAllPlacesAndRemedies() {
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> locator("mirror").locate(NET, Optional.empty()))
                .withMessageContainingAll(
                        NAME,
                        folder.resolve("mirror").toString(),
                        folder.resolve("cache").toString(),
                        CallerTerm.NAME_WEIGHTS.words(),
                        "TL_MIRROR");
    }

    @Test
    void knowsWhetherAFileIsPresent() throws IOException {
        assertThat(none().present(NET)).isEmpty();
        assertThat(locator("mirror").present(NET)).isEmpty();
        file("mirror/" + NAME);
        assertThat(locator("mirror").present(NET)).isNotEmpty();
        file("cache/" + NAME);
        assertThat(none().present(NET)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/etc/passwd", "a/b", "a\\b", "c:x", "", "..", ".hidden"})
    void refusesNamesThatLeaveTheFolder(String name) {
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> WeightsSource.named(name))
                .withMessageContaining("plain name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "https:///path", "http://a b/", "file:relative", "\0"})
    void refusesAMirrorThatIsNoPlace(String mirror) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> new LocalWeightsLocator(folder, Optional.of(mirror), NetworkSettings.DIRECT)
                        .locate(NET, Optional.empty()))
                .withMessageContaining("TL_MIRROR");
    }

    @Test
    void refusesAFileThatIsNotTheStatedOne() throws IOException {
        file("cache/" + NAME);
        Digest other = Digest.of("other");
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> none().locate(stated(OptionalLong.empty(), Optional.of(other)), Optional.empty()))
                .withMessageContainingAll(NAME, "SHA-256", other.hex());
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> none().locate(stated(OptionalLong.of(8), Optional.empty()), Optional.empty()))
                .withMessageContainingAll("8 bytes", "7 bytes");
    }

    @Test
    void holdsAFileAgainstTheWeakSumOfItsPublisher() throws IOException {
        Path cached = file("cache/" + NAME);
        // zlib.adler32 of Python
        assertThat(none().locate(weak("0be202fc"), Optional.empty()).file()).isEqualTo(cached);
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> none().locate(weak("0be202fd"), Optional.empty()))
                .withMessageContaining("Adler32");
    }

    @Test
    void trustsOnFirstUseAndNoOtherFileEverAfter() throws IOException {
        Path mirrored = file("mirror/" + NAME);
        assertThat(locator("mirror").expected(NET)).isEmpty();
        locator("mirror").locate(NET, Optional.empty());
        Path record = folder.resolve("cache/" + NAME + ".sha256");
        assertThat(record).hasContent(Digest.of("weights").hex() + "  " + NAME + "\n");
        assertThat(locator("mirror").expected(NET)).contains(Digest.of("weights"));

        Files.writeString(mirrored, "others!");

        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> locator("mirror").locate(NET, Optional.empty()))
                .withMessageContainingAll("first use", record.toString());
    }

    @Test
    void refusesAMirrorThatReplacesAFileAndItsRecordTogether() throws IOException {
        Path mirrored = file("mirror/" + NAME);
        RecordedChecksum.write(mirrored, Digest.of("weights"));
        assertThat(locator("mirror").locate(NET, Optional.empty()).file()).isEqualTo(mirrored);

        Files.writeString(mirrored, "others!");
        RecordedChecksum.write(mirrored, Digest.of("others!"));

        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> locator("mirror").locate(NET, Optional.empty()))
                .withMessageContainingAll(
                        "first use",
                        Digest.of("weights").hex(),
                        folder.resolve("cache/" + NAME + ".sha256").toString());
        assertThat(locator("mirror").expected(NET)).contains(Digest.of("weights"));
    }

    @Test
    void refusesAMirrorWhoseFileIsNotTheOneOfItsOwnRecord() throws IOException {
        Path mirrored = file("mirror/" + NAME);
        RecordedChecksum.write(mirrored, Digest.of("others!"));
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> locator("mirror").locate(NET, Optional.empty()))
                .withMessageContainingAll("first use", mirrored + ".sha256");
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void takesAMirrorWithARecordWhereTheCacheCannotBeWritten() throws IOException {
        Path mirrored = file("mirror/" + NAME);
        RecordedChecksum.write(mirrored, Digest.of("weights"));
        // a dangling link cannot be written, even by root
        Files.createSymbolicLink(folder.resolve("cache"), folder.resolve("nowhere"));
        assertThat(locator("mirror").locate(NET, Optional.empty()).file()).isEqualTo(mirrored);
    }

    @Test
    void fillsAMirrorFromWhatIsHere() throws IOException {
        file("cache/" + NAME);
        Path other = folder.resolve("other");
        Path copy = none().fetch(NET, Optional.of(other), Progress.NONE).file();
        assertThat(copy).hasParent(other).hasContent("weights");
        assertThat(other.resolve(NAME + ".sha256")).exists();
        assertThat(locator("other").locate(NET, Optional.empty()).file()).isEqualTo(copy);
    }

    private static WeightsSource stated(OptionalLong bytes, Optional<Digest> digest) {
        return new WeightsSource(NAME, false, Optional.empty(), bytes, digest, Optional.empty());
    }

    @Test
    void findsAllFilesOfWeightsThatHaveSeveral() throws IOException {
        WeightsSource both =
                new WeightsSource(List.of(WeightsFile.named("net.onnx"), WeightsFile.named("net.data")), false);
        Path graph = file("cache/net.onnx");
        assertThat(none().present(both)).isEmpty();
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> none().locate(both, Optional.empty()))
                .withMessageContaining("net.data must be in one of");
        Path data = file("mirror/net.data");

        LocatedWeights located = locator("mirror").locate(both, Optional.empty());

        assertThat(located.contents())
                .containsExactly(new WeightsContent.OnDisk(graph), new WeightsContent.OnDisk(data));
        Digest one = Digest.of("weights");
        assertThat(located.digest())
                .isEqualTo(LocatedWeights.digest(List.of("net.onnx", "net.data"), List.of(one, one)));
        assertThat(locator("mirror").expected(both)).contains(located.digest());
    }

    @Test
    void looksForFurtherFilesBesideTheChosenOne() throws IOException {
        WeightsSource both =
                new WeightsSource(List.of(WeightsFile.named("net.onnx"), WeightsFile.named("net.data")), false);
        Path chosen = file("elsewhere/mine.onnx");
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> none().locate(both, Optional.of(chosen)))
                .withMessageContaining("net.data");
        Path data = file("elsewhere/net.data");

        assertThat(none().locate(both, Optional.of(chosen)).contents())
                .containsExactly(new WeightsContent.OnDisk(chosen), new WeightsContent.OnDisk(data));
    }

    @Test
    void handsOutEmbeddedWeightsWithTheirDigest() {
        WeightsSource garments = new WeightsSource(List.of(WeightsFile.named("resnet20-garments.safetensors")), true);

        LocatedWeights located = none().locate(garments, Optional.empty());

        WeightsContent.InMemory content = (WeightsContent.InMemory) located.main();
        assertThat(Digest.of(content.bytes())).isEqualTo(located.digest());
        assertThat(none().present(garments)).hasSize(1);
    }

    private static WeightsSource weak(String adler32) {
        return new WeightsSource(
                NAME, false, Optional.empty(), OptionalLong.empty(), Optional.empty(), Optional.of(adler32));
    }

    private LocalWeightsLocator none() {
        return new LocalWeightsLocator(folder.resolve("cache"), Optional.empty(), NetworkSettings.DIRECT);
    }

    private LocalWeightsLocator locator(String mirror) {
        return new LocalWeightsLocator(
                folder.resolve("cache"), Optional.of(folder.resolve(mirror).toString()), NetworkSettings.DIRECT);
    }

    private Path file(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "weights");
    }
}
