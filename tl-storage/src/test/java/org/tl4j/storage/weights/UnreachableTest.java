package org.tl4j.storage.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.storage.NetworkSettings;

/** Each way in which a server cannot be reached has a message of its own. */
class UnreachableTest {
    private static final Download.Patience LITTLE =
            new Download.Patience(1, Duration.ofMillis(1), Duration.ofSeconds(5));

    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<IOException> failures = new ConcurrentLinkedQueue<>();

    @TempDir
    Path cache;

    @Test
    void anUnknownHost() {
        assertThat(fail("https://nosuch.invalid/w"))
                .hasMessageContainingAll("unknown host nosuch.invalid", "TL_MIRROR", "HTTPS_PROXY");
    }

    @Test
    void aRefusedConnection() {
        assertThat(fail("http://127.0.0.1:1")).hasMessageContaining("a refused connection to 127.0.0.1");
    }

    @Test
    void aCertificateThatIsNotTrusted() throws Exception {
        try (SecureServer server = new SecureServer(cache, "CN=localhost", "dns:localhost")) {
            assertThat(fail(server.address()))
                    .hasMessageContainingAll(
                            "certificate that is trusted",
                            "one that is not trusted, of CN=localhost, issued by CN=localhost",
                            "SHA-256",
                            "keytool -importcert",
                            "javax.net.ssl.trustStore");
        }
    }

    @Test
    void aServerThatSpeaksNoTls() throws IOException {
        assertThat(failHandshakes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"))
                .hasMessageContaining("must speak TLS");
        assertThat(connections).hasValue(1);
    }

    @Test
    void aHandshakeThatBreaksOffIsTriedAgain() throws IOException {
        assertThat(failHandshakes("")).hasMessageContaining("must be reachable and send all of the file");
        assertThat(connections).hasValueGreaterThanOrEqualTo(2);
    }

    /** The address of a server that answers each handshake with text, and closes the connection. */
    private WeightsException failHandshakes(String answer) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> {
                while (!server.isClosed()) {
                    try (Socket socket = server.accept()) {
                        connections.incrementAndGet();
                        socket.getInputStream().readNBytes(100);
                        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                        socket.shutdownOutput();
                        socket.getInputStream().readAllBytes();
                    } catch (IOException e) {
                        failures.add(e);
                    }
                }
            });
            answering.start();
            Download.Patience twice = new Download.Patience(2, Duration.ofMillis(1), Duration.ofSeconds(5));
            return fail("https://localhost:" + server.getLocalPort(), twice);
        }
    }

    @Test
    void aTrustStoreThatIsNotThere() {
        String file = cache.resolve("absent.p12").toString();
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> WatchedCertificates.requireTrustStore(file))
                .withMessageContaining(file)
                .withMessageContaining("no such file");
        WatchedCertificates.requireTrustStore("");
        WatchedCertificates.requireTrustStore("NONE");
    }

    private WeightsException fail(String mirror) {
        return fail(mirror, LITTLE);
    }

    private WeightsException fail(String mirror, Download.Patience patience) {
        WeightsException failure = catchThrowableOfType(
                WeightsException.class,
                () -> new LocalWeightsLocator(cache, Optional.of(mirror), NetworkSettings.DIRECT, List::of, patience)
                        .locate(WeightsSource.named("net.safetensors"), Optional.empty()));
        assertThat(failure).isNotNull();
        return failure;
    }
}
