package org.tl4j.storage.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.WeightsKind;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.storage.NetworkSettings;

class DownloadTest {
    private static final String NAME = "my net.safetensors";
    private static final WeightsSource NET = WeightsSource.named(NAME);
    private static final Download.Patience LITTLE =
            new Download.Patience(3, Duration.ofMillis(1), Duration.ofMillis(300));

    @TempDir
    Path cache;

    private WeightsServer server;

    @BeforeEach
    void start() throws IOException {
        server = new WeightsServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fetchesAFileOnceAndRecordsWhatItWas() {
        Path file = fetch("/whole");
        assertThat(file).hasBinaryContent(server.content).hasParent(cache);
        assertThat(fetch("/whole/")).isEqualTo(file);
        assertThat(server.asked).containsExactly("/whole/my%20net.safetensors");
        assertThat(locator("/whole").expected(NET)).contains(Digest.of(server.content));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chunked/", "/moved", "/busy-once", "/slow", "/no-ranges", "/ranges", "/changed"})
    void getsTheWholeFileInTheEnd(String path) {
        assertThat(fetch(path)).hasBinaryContent(server.content);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void resumesABrokenTransfer() {
        fetch("/ranges");
        assertThat(server.asked).hasSize(2);
        assertThat(server.asked.get(1)).matches(".* bytes=[1-9][0-9]*-");
    }

    @Test
    void resumesTheTransferOfAnotherProcess() throws IOException {
        PartialFile partial = new PartialFile(cache.resolve(NAME));
        partial.begin(URI.create(server.address("/ranges/my%20net.safetensors")), Optional.of("\"one\""));
        Files.write(partial.content(), Arrays.copyOf(server.content, 1000));
        assertThat(fetch("/ranges")).hasBinaryContent(server.content);
        assertThat(server.asked).containsExactly("/ranges/my%20net.safetensors bytes=1000-");
    }

    @Test
    void keepsWhatCameOfABrokenTransferButNotAsWeights() {
        assertRefused("/broken", "/broken/my%20net.safetensors", "TL_MIRROR", CallerTerm.NAME_WEIGHTS.words());
        assertThat(server.asked).hasSize(3);
        assertThat(locator("/broken").present(NET)).isEmpty();
    }

    @Test
    void keepsNoPageOfAProxy() {
        assertRefused(
                "/login",
                "/login/my%20net.safetensors",
                "no weights file",
                "TL_MIRROR",
                CallerTerm.NAME_WEIGHTS.words());
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void takesAZipForAZipAlone() {
        WeightsSource zip = WeightsSource.named("net.zip");
        assertThat(locator("/zip").locate(zip, Optional.empty()).file()).hasBinaryContent(WeightsServer.ZIP);
        WeightsSource other = WeightsSource.named("other.zip");
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> locator("/whole").locate(other, Optional.empty()))
                .withMessageContaining("must be a whole zip");
        assertRefused("/zip", "no weights file");
    }

    @Test
    void keepsNoFileOfAnotherDigest() {
        Digest other = Digest.of("other");
        WeightsSource stated = source(Optional.of(server.address("/whole/x")), Optional.of(other));
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> none(NetworkSettings.DIRECT).locate(stated, Optional.empty()))
                .withMessageContainingAll(
                        "/whole/x", other.hex(), Digest.of(server.content).hex());
        assertThat(leftovers()).isEmpty();
        assertThat(cache.resolve(NAME)).doesNotExist();
    }

    @Test
    void endsATransferThatStandsStill() {
        assertRefused("/stalled", "/stalled", "nothing for");
    }

    @ParameterizedTest
    @CsvSource({"/absent, 404", "/forbidden, 403"})
    void asksOnceWhereTheAnswerIsNo(String path, String status) {
        assertRefused(path, path + "/my%20net.safetensors", "status " + status);
        assertThat(server.asked).hasSize(1);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void takesTheOwnAddressWhereTheMirrorHasNoSuchFile() {
        WeightsSource own = source(Optional.of(server.address("/whole/own")), Optional.empty());
        assertThat(locator("/absent").locate(own, Optional.empty()).file()).hasBinaryContent(server.content);
        assertThat(server.asked).containsExactly("/absent/my%20net.safetensors", "/whole/own");
    }

    @Test
    void opensNoSocketOffline() {
        WeightsSource own = source(Optional.of(server.address("/whole/own")), Optional.empty());
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> none(new NetworkSettings(true, Optional.empty(), List.of()))
                        .locate(own, Optional.empty()))
                .withMessageContainingAll(
                        NAME,
                        "/whole/own",
                        CallerTerm.OFFLINE.words(),
                        CallerTerm.FETCH_ELSEWHERE.words(),
                        "TL_MIRROR");
        assertThat(server.asked).isEmpty();
    }

    @Test
    void fetchesOnceForTwoThreads() {
        CompletableFuture<Path> one = CompletableFuture.supplyAsync(() -> fetch("/slow"));
        CompletableFuture<Path> two = CompletableFuture.supplyAsync(() -> fetch("/slow"));
        assertThat(one.join()).isEqualTo(two.join()).hasBinaryContent(server.content);
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void reportsItsProgress() {
        List<Long> heard = new ArrayList<>();
        locator("/whole").fetch(NET, Optional.of(cache.resolve("to")), (stage, done, total) -> heard.add(done));
        assertThat(heard).isSorted().endsWith((long) server.content.length);
        assertThat(cache.resolve("to").resolve(NAME + ".sha256")).exists();
    }

    @Test
    void goesThroughTheProxyOfTheEnvironment() {
        URI here = URI.create(server.address("/whole"));
        NetworkSettings network = new NetworkSettings(
                false, Optional.of(new InetSocketAddress(here.getHost(), here.getPort())), List.of());
        WeightsSource far = source(Optional.of("http://weights.invalid/whole/far"), Optional.empty());
        assertThat(none(network).locate(far, Optional.empty()).file()).hasBinaryContent(server.content);
    }

    @Test
    void goesPastTheProxyToAHostThatNeedsNone() throws IOException {
        try (WeightsServer proxy = new WeightsServer()) {
            URI gate = URI.create(proxy.address(""));
            NetworkSettings network = new NetworkSettings(
                    false, Optional.of(new InetSocketAddress(gate.getHost(), gate.getPort())), List.of("127.0.0.1"));
            WeightsSource near = source(Optional.of(server.address("/whole/near")), Optional.empty());
            assertThat(none(network).locate(near, Optional.empty()).file()).hasBinaryContent(server.content);
            assertThat(proxy.asked).isEmpty();
            assertThat(server.asked).containsExactly("/whole/near");
        }
    }

    @Test
    void asksNoMirrorOnTheWebOffline() {
        LocalWeightsLocator offline = new LocalWeightsLocator(
                cache,
                Optional.of(server.address("/whole")),
                new NetworkSettings(true, Optional.empty(), List.of()),
                DownloadTest::kinds,
                LITTLE);
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> offline.locate(NET, Optional.empty()))
                .withMessageContainingAll(
                        NAME, server.address("/whole"), CallerTerm.OFFLINE.words(), CallerTerm.NAME_WEIGHTS.words());
        assertThat(server.asked).isEmpty();
    }

    @Test
    void asksNothingToKnowWhatIsPresent() {
        assertThat(locator("/whole").present(NET)).isEmpty();
        assertThat(server.asked).isEmpty();
    }

    @Test
    void deletesWhatAKilledProcessLeft() throws IOException {
        Path old = Files.writeString(cache.resolve(".tl4j-" + UUID.randomUUID() + ".tmp"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        fetch("/whole");
        assertThat(old).doesNotExist();
    }

    @Test
    void saysHowToMoveACacheThatCannotBeWritten() throws IOException {
        Path blocking = Files.writeString(cache.resolve("blocking"), "");
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> new LocalWeightsLocator(
                                blocking, Optional.of(server.address("/whole")), NetworkSettings.DIRECT)
                        .locate(NET, Optional.empty()))
                .withMessageContainingAll(blocking.toString(), "TL_HOME", "TL_FEATURE_LIMIT");
    }

    @Test
    void saysThatTheServerIsNotThereAndKeepsThePasswordToItself() {
        String address = server.address("/whole").replace("http://", "http://me:secret@");
        server.close();
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> new LocalWeightsLocator(
                                cache, Optional.of(address), NetworkSettings.DIRECT, DownloadTest::kinds, LITTLE)
                        .locate(NET, Optional.empty()))
                .withMessageContaining("reachable")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    private void assertRefused(String path, String... words) {
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> fetch(path))
                .withMessageContainingAll(words);
    }

    @Test
    void asksNoServerForAFileThatNoEngineOpens() {
        WeightsSource onnx = WeightsSource.named("net.onnx");
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> locator("/whole").locate(onnx, Optional.empty()))
                .withMessageStartingWith("net.onnx must be of a kind that an engine here opens: .safetensors, .zip")
                .withMessageContaining("found .onnx, and no engine here opens .onnx");
        assertThat(server.asked).isEmpty();
    }

    private Path fetch(String path) {
        return locator(path).locate(NET, Optional.empty()).file();
    }

    private LocalWeightsLocator locator(String path) {
        return new LocalWeightsLocator(
                cache, Optional.of(server.address(path)), NetworkSettings.DIRECT, DownloadTest::kinds, LITTLE);
    }

    private LocalWeightsLocator none(NetworkSettings network) {
        return new LocalWeightsLocator(cache, Optional.empty(), network, DownloadTest::kinds, LITTLE);
    }

    private static WeightsSource source(Optional<String> address, Optional<Digest> digest) {
        return new WeightsSource(NAME, false, address.map(URI::create), OptionalLong.empty(), digest, Optional.empty());
    }

    /** Files left by a transfer other than weights, their record and a lock. */
    private List<Path> leftovers() {
        try (Stream<Path> files = Files.list(cache)) {
            return files.filter(file -> !file.toString().matches(".*\\.(safetensors|sha256|lock)"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<WeightsKind> kinds() {
        return List.of(WeightsKind.zip());
    }
}
