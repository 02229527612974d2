package org.tl4j.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that are slow, gone, malformed or not allowed, over real sockets. */
@SuppressWarnings("StringConcatToTextBlock") // lines end as HTTP ends them
class ServerSafetyTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String PREDICT =
            "POST /v1/models/colours/predict HTTP/1.1\r\nHost: localhost\r\n" + "Content-Type: image/jpeg\r\n";

    @TempDir
    private Path folder;

    @Test
    void withATokenOnlyHealthIsOpen() throws Exception {
        try (ServerFixture fixture = start(settings -> settings.withToken(AccessToken.of(TOKEN)))) {
            assertThat(fixture.get("/v2/health/live").statusCode()).isEqualTo(200);
            assertThat(fixture.get("/v2/health/ready").statusCode()).isEqualTo(200);
            for (String path : List.of("/v1/models", "/v2", "/metrics", "/openapi.json", "/v2/models/colours")) {
                HttpResponse<String> refused = fixture.get(path);
                assertThat(refused.statusCode()).as(path).isEqualTo(401);
                assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
                assertThat(fixture.send(fixture.request(path)
                                        .header("Authorization", "Bearer " + TOKEN)
                                        .build())
                                .statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
            assertThat(fixture.predict("0.5").statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer 0123456789abcdef0123456789abcdeF", "Basic 0123456789abcdef0123456789abcdef", "Bearer"})
    void otherTokensAreRefused(String authorization) throws Exception {
        try (ServerFixture fixture = start(settings -> settings.withToken(AccessToken.of(TOKEN)))) {
            HttpResponse<String> answer = fixture.send(fixture.request("/v1/models")
                    .header("Authorization", authorization)
                    .build());

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body() + fixture.log).doesNotContain("0123456789");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "127.0.0.1:8080, 200",
        "[::1]:1, 200",
        "evil.example, 421",
        "127.0.0.1.evil.example, 421"
    })
    void aDnsNameThatResolvesToThisMachineIsRefused(String host, int status) throws Exception {
        try (ServerFixture fixture = start(settings -> settings)) {
            assertThat(fixture.raw("GET /v1/models HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 " + status);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:1, 200",
        "http://evil.example, 403",
        "null, 403",
        "http://localhost:2, 403",
        "://, 403"
    })
    void aPageOfAnotherOriginIsRefused(String origin, int status) throws Exception {
        try (ServerFixture fixture = start(settings -> settings)) {
            String answer = fixture.raw("GET /v1/models HTTP/1.1\r\nHost: localhost:1\r\nOrigin: " + origin
                    + "\r\nConnection: close\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 " + status).doesNotContain("Access-Control");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'GET / HTX\r\n\r\n', 505",
        "'GET /v1/models HTTP/1.1\r\n\r\n', 400",
        "'GET /v1/../x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 404",
        "'GET /v1/%2e%2e/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 400",
        "'POST /v1/models/colours/predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n', 400",
        "'BREW / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 405",
        "'GET /v1/models?%ff%fe=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 400",
        "'PUT /v1/models HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 405"
    })
    void malformedRequestsHaveAProblemAsAnswer(String request, int status) throws Exception {
        try (ServerFixture fixture = start(settings -> settings)) {
            assertThat(fixture.raw(request))
                    .startsWith("HTTP/1.1 " + status)
                    .contains("application/problem+json", "\"status\":" + status, "X-Content-Type-Options: nosniff")
                    .doesNotContain("Jetty", "at org.");
        }
    }

    @Test
    void aLongHeaderIsRefused() throws Exception {
        try (ServerFixture fixture = start(settings -> settings)) {
            assertThat(fixture.raw(
                            "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nA: " + "x".repeat(20_000) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 431");
        }
    }

    @Test
    void aLongBodyIsRefusedByItsLengthOrWhenItIsTooLong() throws Exception {
        try (ServerFixture fixture =
                start(settings -> settings.withLimits(settings.limits().withMaximumBodyBytes(1000)))) {
            assertThat(fixture.raw(PREDICT + "Content-Length: 1001\r\n\r\n")).startsWith("HTTP/1.1 413");
            assertThat(fixture.raw(PREDICT + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + "x".repeat(1001) + "\r\n"))
                    .startsWith("HTTP/1.1 413");
            assertThat(fixture.predict("0.5").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theBodiesOfAllRequestsTogetherHaveALimit() throws Exception {
        try (ServerFixture fixture = start(settings -> settings.withLimits(
                settings.limits().withMaximumBodyBytes(20_000).withMemoryBytes(20_000)))) {
            try (Socket held = fixture.connect()) {
                held.getOutputStream()
                        .write((PREDICT + "Content-Length: 15000\r\n\r\n" + "x".repeat(14_000))
                                .getBytes(StandardCharsets.US_ASCII));
                ServerFixture.await(() -> fixture.predict("0.5").statusCode() == 429);
            }
            ServerFixture.await(() -> fixture.predict("0.5").statusCode() == 200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 7})
    void moreImagesThanAllowedAreRefused(int parts) throws Exception {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < parts; i++) {
            body.append("--x\r\nContent-Disposition: form-data; name=a\r\n\r\n0.5\r\n");
        }
        try (ServerFixture fixture =
                start(settings -> settings.withLimits(settings.limits().withMaximumImages(2)))) {
            assertThat(fixture.post("/v1/models/colours/predict", "multipart/form-data; boundary=x", body + "--x--\r\n")
                            .statusCode())
                    .isEqualTo(413);
            assertThat(fixture.post(
                                    "/v1/models/colours/predict",
                                    "application/json",
                                    "{\"images\": [\"MA==\", \"MA==\", \"MA==\"]}")
                            .statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void aBodyThatStopsIsAnsweredWhenTheConnectionIsIdle() throws Exception {
        try (ServerFixture fixture = start(settings ->
                settings.withLimits(settings.limits().withReceiving(Duration.ofSeconds(30), Duration.ofMillis(200))))) {
            assertThat(fixture.raw(PREDICT + "Content-Length: 10\r\n\r\n0.5")).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void aBodyThatComesByteByByteIsAnsweredWhenItTakesTooLong() throws Exception {
        try (ServerFixture fixture = start(settings -> settings.withLimits(
                        settings.limits().withReceiving(Duration.ofMillis(300), Duration.ofSeconds(30))));
                Socket socket = fixture.connect()) {
            socket.getOutputStream()
                    .write((PREDICT + "Content-Length: 100000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[12];

            int length = socket.getInputStream().readNBytes(answer, 0, answer.length);

            assertThat(new String(answer, 0, length, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 408");
        }
    }

    @Test
    void manySlowSendersHoldNoThread() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (ServerFixture fixture = start(settings -> settings)) {
            for (int i = 0; i < 200; i++) {
                Socket socket = fixture.connect();
                socket.getOutputStream()
                        .write((PREDICT + "Content-Length: 1000\r\n\r\n0").getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            ServerFixture.await(() -> fixture.get("/metrics").body().contains("tl_inflight 201.0"));

            assertThat(fixture.predict("0.5").statusCode()).isEqualTo(200);
            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().startsWith("tl4j-serve-http")))
                    .hasSizeLessThan(65);
            for (Socket socket : slow) {
                socket.close();
            }
            ServerFixture.await(() -> fixture.get("/metrics").body().contains("tl_inflight 1.0"));
            assertThat(fixture.get("/v2/health/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theWorkOfAClientThatHasGoneIsDropped() throws Exception {
        try (ServerFixture fixture = start(settings -> settings)) {
            fixture.models.batches.drainPermits();
            CompletableFuture<HttpResponse<String>> first = fixture.async("0.5");
            fixture.awaitComputing();
            Socket gone = fixture.connect();
            gone.getOutputStream()
                    .write((PREDICT + "Content-Length: 3\r\n\r\n0.6").getBytes(StandardCharsets.US_ASCII));
            ServerFixture.await(
                    () -> fixture.get("/metrics").body().contains("tl_queue_images{model=\"colours\"} 1.0"));
            ServerFixture.await(() -> fixture.models.decoded.get() == 3);
            gone.close();
            fixture.models.batches.release(100);

            assertThat(first.join().statusCode()).isEqualTo(200);
            ServerFixture.await(() -> fixture.get("/metrics").body().contains("tl_inflight 1.0"));
            synchronized (fixture.models.sizes) {
                // the grey picture and the first request
                assertThat(fixture.models.sizes).containsExactly(1, 1);
            }
        }
    }

    @Test
    void requestsThatAreSentBeforeTheAnswerOfTheFirstAreAnsweredInTheirOrder() throws Exception {
        String second = PREDICT + "Content-Length: 4\r\nConnection: close\r\n\r\n0.75";
        try (ServerFixture fixture = start(settings -> settings)) {
            fixture.models.batches.drainPermits();
            try (Socket socket = fixture.connect()) {
                OutputStream out = socket.getOutputStream();
                out.write((PREDICT + "Content-Length: 4\r\n\r\n0.25").getBytes(StandardCharsets.US_ASCII));
                fixture.awaitComputing();
                CompletableFuture<HttpResponse<String>> other = fixture.async("0.5");
                out.write(second.getBytes(StandardCharsets.US_ASCII));
                fixture.models.batches.release(100);

                String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertThat(answers).containsSubsequence("\"probability\":0.75", "\"probability\":0.25", "HTTP/1.1 200");
                assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(3);
                assertThat(other.join().statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void randomBodiesLeaveTheServerReady() throws Exception {
        Random random = new Random(1);
        String[] types = {"image/jpeg", "application/json", "multipart/form-data; boundary=x"};
        try (ServerFixture fixture = start(settings -> settings)) {
            for (int i = 0; i < 200; i++) {
                byte[] noise = new byte[1 + random.nextInt(300)];
                random.nextBytes(noise);
                noise[0] = 0; // not the first byte of a JPEG
                HttpResponse<String> answer = fixture.send(
                        fixture.request(i % 4 == 3 ? "/v2/models/colours/infer" : "/v1/models/colours/predict")
                                .header("Content-Type", types[i % 3])
                                .POST(BodyPublishers.ofByteArray(noise))
                                .build());
                assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
            }
            assertThat(fixture.get("/v2/health/ready").statusCode()).isEqualTo(200);
            assertThat(fixture.predict("0.5").statusCode()).isEqualTo(200);
        }
    }

    private ServerFixture start(UnaryOperator<ServerSettings> settings) {
        return ServerFixture.start(folder, "one", settings);
    }
}
