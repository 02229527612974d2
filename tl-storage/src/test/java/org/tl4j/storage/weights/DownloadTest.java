package org.tl4j.storage.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.WeightsException;

class DownloadTest {
    private static final String NAME = "my net.safetensors";

    private static final byte[] PAGE =
            "<html>Please log in to the guest network.</html>".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path cache;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final byte[] content = safetensors(75_000);
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/whole", exchange -> answer(exchange, 200, content.length, content.length));
        server.createContext("/chunked", exchange -> answer(exchange, 200, 0, content.length));
        server.createContext("/broken", exchange -> answer(exchange, 200, content.length, content.length / 2));
        server.createContext("/absent", exchange -> answer(exchange, 404, -1, 0));
        server.createContext("/forbidden", exchange -> answer(exchange, 403, -1, 0));
        server.createContext("/login", exchange -> answer(exchange, 200, PAGE, PAGE.length, PAGE.length));
        server.createContext("/stalled", this::stall);
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/whole/" + NAME.replace(" ", "%20"));
            answer(exchange, 302, -1, 0);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void fetchesAFileOnce() {
        Path file = locator("/whole").locate(NAME, Optional.empty());
        assertThat(file).hasBinaryContent(content).hasParent(cache);
        assertThat(locator("/whole/").locate(NAME, Optional.empty())).isEqualTo(file);
        assertThat(asked).containsExactly("/whole/my%20net.safetensors");
    }

    @Test
    void fetchesAFileOfUnknownLength() {
        assertThat(locator("/chunked/").locate(NAME, Optional.empty())).hasBinaryContent(content);
    }

    @Test
    void followsARedirection() {
        assertThat(locator("/moved").locate(NAME, Optional.empty())).hasBinaryContent(content);
        assertThat(asked).hasSize(2);
    }

    @Test
    void asksNothingToKnowWhatIsPresent() {
        assertThat(locator("/whole").isPresent(NAME)).isFalse();
        assertThat(asked).isEmpty();
    }

    @Test
    void leavesNothingOfABrokenTransfer() {
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> locator("/broken").locate(NAME, Optional.empty()))
                .withMessageContainingAll("/broken/my%20net.safetensors", "TL_MIRROR", "--weights");
        assertThat(files()).isEmpty();
    }

    @Test
    void keepsNoPageOfAProxy() {
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> locator("/login").locate(NAME, Optional.empty()))
                .withMessageContainingAll("/login/my%20net.safetensors", "no weights file", "TL_MIRROR", "--weights");
        assertThat(files()).isEmpty();
    }

    @Test
    void endsATransferThatStandsStill() {
        Download download = new Download(URI.create(address("/stalled")), cache.resolve(NAME), Duration.ofMillis(200));
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(download::run)
                .withMessageContainingAll("/stalled", "nothing for");
        assertThat(files()).isEmpty();
    }

    @Test
    void deletesWhatAKilledTransferLeft() throws IOException {
        Path old = Files.writeString(cache.resolve(".tl4j-" + UUID.randomUUID() + ".tmp"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        Path file = locator("/whole").locate(NAME, Optional.empty());
        assertThat(files()).containsExactly(file);
    }

    @Test
    void saysHowToMoveACacheThatCannotBeWritten() throws IOException {
        Path blocking = Files.writeString(cache.resolve("blocking"), "");
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> new LocalWeightsLocator(blocking, Optional.of(address("/whole")))
                        .locate(NAME, Optional.empty()))
                .withMessageContainingAll(blocking.toString(), "TL_HOME", "TL_FEATURE_LIMIT");
    }

    @Test
    void saysWhatTheServerSaid() {
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> locator("/absent").locate(NAME, Optional.empty()))
                .withMessageContainingAll("/absent/my%20net.safetensors", "status 404", "--weights");
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> locator("/forbidden").locate(NAME, Optional.empty()))
                .withMessageContaining("status 403");
        assertThat(files()).isEmpty();
    }

    @Test
    void saysThatTheServerIsNotThereAndKeepsThePasswordToItself() {
        String address = address("/whole").replace("http://", "http://me:secret@");
        server.stop(0);
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> new LocalWeightsLocator(cache, Optional.of(address)).locate(NAME, Optional.empty()))
                .withMessageContaining("reachable")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    private LocalWeightsLocator locator(String path) {
        return new LocalWeightsLocator(cache, Optional.of(address(path)));
    }

    private String address(String path) {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + path;
    }

    /** Declares {@code length} bytes (0: unknown, -1: none) and sends {@code sent}; the connection is closed then. */
    private void answer(HttpExchange exchange, int status, long length, int sent) throws IOException {
        answer(exchange, status, content, length, sent);
    }

    private void answer(HttpExchange exchange, int status, byte[] body, long length, int sent) throws IOException {
        asked.add(exchange.getRequestURI().getRawPath());
        try (exchange) {
            exchange.sendResponseHeaders(status, length);
            if (length >= 0) {
                exchange.getResponseBody().write(body, 0, sent);
                exchange.getResponseBody().flush();
            }
        }
    }

    /** Sends half of the content, and nothing more until the test is over. */
    private void stall(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, content.length / 2);
            exchange.getResponseBody().flush();
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] safetensors(int numbers) {
        String header =
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]}}".formatted(numbers, 4 * numbers);
        byte[] data = new byte[4 * numbers];
        new Random(1).nextBytes(data);
        return ByteBuffer.allocate(Long.BYTES + header.length() + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length())
                .put(header.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(cache)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
