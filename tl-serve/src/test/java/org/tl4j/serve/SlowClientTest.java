package org.tl4j.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take long, or leave; no connection here ends because nothing moves on it. */
@Timeout(120)
class SlowClientTest {
    private static final String PREDICT = "/v1/models/colours/predict";
    private static final String GET = "GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String UPLOAD =
            "POST " + PREDICT + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\n";
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    private Path folder;

    @Test
    void aHeaderThatDoesNotEndClosesTheConnection() throws Exception {
        try (ServerFixture fixture = start(Duration.ofMillis(300))) {
            assertThat(fixture.raw("GET /v1/mod")).isEmpty();
        }
    }

    @Test
    void theNextHeaderOfAConnectionHasTheSameLimit() throws Exception {
        try (ServerFixture fixture = start(Duration.ofMillis(300))) {
            String answers = fixture.raw(GET + "GET /v1/mod");

            assertThat(answers).startsWith("HTTP/1.1 200").endsWith("}\n");
            assertThat(answers.split("HTTP/1.1 ", -1)).hasSize(2);
        }
    }

    @Test
    void aRequestThatIsBeingComputedIsNoHeaderThatIsLate() throws Exception {
        try (ServerFixture fixture = start(Duration.ofMillis(300))) {
            fixture.models.batches.drainPermits();
            CompletableFuture<HttpResponse<String>> computing = fixture.async("0.5");
            fixture.awaitComputing();
            // opened later, and closed at its limit
            assertThat(fixture.raw("GET")).isEmpty();
            fixture.models.batches.release(100);

            assertThat(computing.join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anAnswerThatIsNotReadClosesTheConnection() throws Exception {
        try (ServerFixture fixture = start(Duration.ofMillis(500));
                Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), fixture.server.address().getPort()));
            OutputStream out = socket.getOutputStream();

            // more than all buffers on the way have room for, so that the server must wait
            ServerFixture.await(() -> {
                try {
                    out.write(GET.getBytes(StandardCharsets.US_ASCII));
                    return false;
                } catch (SocketException e) {
                    return true;
                }
            });

            assertThat(fixture.get("/v2/health/ready").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClientThatLeavesDuringItsUploadIsCountedOnceAsGone(boolean reset) throws Exception {
        try (ServerFixture fixture = start(LONG)) {
            try (Socket socket = fixture.connect()) {
                socket.getOutputStream()
                        .write((UPLOAD + "Content-Length: 1000\r\n\r\nabc").getBytes(StandardCharsets.US_ASCII));
                ServerFixture.await(() -> metrics(fixture).contains("tl_inflight 2.0"));
                if (reset) {
                    socket.setSoLinger(true, 0);
                }
            }

            ServerFixture.await(() -> metrics(fixture)
                    .contains("tl_requests_total{code=\"499\",route=\"/v1/models/{name}/predict\"} 1.0"));
            assertThat(metrics(fixture)).doesNotContain("code=\"500\"", "code=\"400\"", "route=\"malformed\"");
            ServerFixture.await(() -> fixture.log.stream().anyMatch(line -> line.contains("\"status\":499")));
        }
    }

    @Test
    void aMalformedChunkEndsTheConnectionAndIsCountedOnce() throws Exception {
        try (ServerFixture fixture = start(LONG)) {
            assertThat(fixture.raw(UPLOAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"))
                    .isEmpty();

            ServerFixture.await(() -> metrics(fixture)
                    .contains("tl_requests_total{code=\"499\",route=\"/v1/models/{name}/predict\"} 1.0"));
            assertThat(metrics(fixture)).doesNotContain("route=\"malformed\"");
        }
    }

    @Test
    void theMemoryOfABodyIsHeldWhileItsImageWaitsEvenAfterTheAnswer() throws Exception {
        String image = "0." + "5".repeat(15_000);
        try (ServerFixture fixture = ServerFixture.start(
                folder,
                "one",
                settings -> settings.withLimits(settings.limits()
                        .withTimeLimit(Duration.ofMillis(300))
                        .withMaximumBodyBytes(20_000)
                        .withMemoryBytes(38_000)))) {
            fixture.models.batches.drainPermits();
            // until one is being computed, then until another waits; where the time was over before, the image was
            // dropped
            ServerFixture.await(() -> {
                assertThat(fixture.post(PREDICT, "image/jpeg", image).statusCode())
                        .isEqualTo(503);
                return fixture.models.batches.hasQueuedThreads();
            });
            ServerFixture.await(() -> {
                assertThat(fixture.post(PREDICT, "image/jpeg", image).statusCode())
                        .isEqualTo(503);
                return metrics(fixture).contains("tl_queue_images{model=\"colours\"} 1.0");
            });

            ServerFixture.await(() -> fixture.predict("0.5").statusCode() == 429);
            fixture.models.batches.release(100);

            ServerFixture.await(() -> fixture.predict("0.5").statusCode() == 200);
        }
    }

    private ServerFixture start(Duration receiveWithin) {
        return ServerFixture.start(
                folder, "one", settings -> settings.withLimits(settings.limits().withReceiving(receiveWithin, LONG)));
    }

    private static String metrics(ServerFixture fixture) throws Exception {
        return fixture.get("/metrics").body();
    }
}
