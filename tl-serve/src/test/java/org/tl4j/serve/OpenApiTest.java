package org.tl4j.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description is what the server does. */
class OpenApiTest {
    private static final String INFER = "/v2/models/{name}/infer";

    /** What the page is made of is no interface for programs. */
    private static final Set<String> PAGE = Set.of("/", "/page.css", "/page.js", "/icon.svg");

    @TempDir
    private Path folder;

    /** @param type of the body; empty for a request without one */
    @SuppressWarnings("ArrayRecordComponent") // sent, never compared
    private record Asked(String method, String template, String path, Optional<String> type, byte[] body, int status) {
        static Asked get(String template, int status) {
            return get(template, template, status);
        }

        static Asked get(String template, String path, int status) {
            return new Asked("get", template, path, Optional.empty(), new byte[0], status);
        }

        static Asked post(String template, String query, String type, byte[] body, int status) {
            return new Asked("post", template, template + query, Optional.of(type), body, status);
        }

        static Asked post(String template, String type, String body, int status) {
            return post(template, "", type, body.getBytes(StandardCharsets.UTF_8), status);
        }

        HttpRequest request(ServerFixture fixture) {
            HttpRequest.Builder request = fixture.request(path.replace("{name}", "colours"));
            type.ifPresent(value -> request.header("Content-Type", value).POST(BodyPublishers.ofByteArray(body)));
            return request.build();
        }

        /** Without a body: the server closes a connection whose body it does not want. */
        HttpRequest.Builder bare(ServerFixture fixture) {
            return fixture.request(path.replace("{name}", "colours"))
                    .method(method.toUpperCase(Locale.ROOT), BodyPublishers.noBody());
        }

        @Override
        public String toString() {
            return method + " " + path + " " + status;
        }
    }

    private static List<Asked> requests() {
        List<Asked> all = new ArrayList<>(List.of(
                Asked.get("/v1/models", 200),
                Asked.get("/v1/models/{name}", 200),
                Asked.get("/v1/models/{name}", "/v1/models/other", 404),
                Asked.get("/v1/models/{name}/card", 200),
                Asked.get("/v2", 200),
                Asked.get("/v2/health/live", 200),
                Asked.get("/v2/health/ready", 200),
                Asked.get("/v2/models/{name}", 200),
                Asked.get("/v2/models/{name}", "/v2/models/other", 404),
                Asked.get("/v2/models/{name}/ready", 200),
                Asked.get("/metrics", 200),
                Asked.get("/openapi.json", 200)));
        byte[] picture = ServerResources.required("grey.jpg");
        String encoded = Base64.getEncoder().encodeToString(picture);
        for (String work : List.of("predict", "features", "explain")) {
            String template = "/v1/models/{name}/" + work;
            all.add(Asked.post(template, "", "image/jpeg", picture, 200));
            all.add(Asked.post(template, "application/json", "{\"images\": [\"" + encoded + "\"]}", 200));
            all.add(Asked.post(template, "?unknown=1", "image/jpeg", picture, 400));
            all.add(Asked.post(template, "application/json", "{", 400));
            all.add(Asked.post(template, "text/plain", "x", 415));
            all.add(Asked.post(template, "image/jpeg", "CORRUPT", 422));
            all.add(Asked.post(template, "image/jpeg", "TOO_LARGE", 413));
        }
        all.add(Asked.post(
                "/v1/models/{name}/predict",
                "multipart/form-data; boundary=x",
                "--x\r\nContent-Disposition: form-data; name=a\r\n\r\nCORRUPT\r\n--x--\r\n",
                200));
        all.add(Asked.get("/v1/models/{name}", 200)); // now with the width of the features
        String tensor =
                "{\"inputs\": [{\"name\": \"a\", \"datatype\": \"FP32\", \"shape\": [1, 3, 1, 1], \"data\": [%s]}]}";
        String images =
                "{\"id\": \"i\", \"inputs\": [{\"name\": \"a\", \"datatype\": \"BYTES\", \"shape\": [1], \"data\":"
                        + " [\"%s\"]}]}";
        all.add(Asked.post(INFER, "application/json", tensor.formatted("0.5, 0, 0"), 200));
        all.add(Asked.post(INFER, "application/json", images.formatted(encoded), 200));
        all.add(Asked.post(INFER, "application/json", tensor.formatted("0.5, 0"), 400));
        all.add(Asked.post(INFER, "application/json", images.formatted("AAAA"), 422));
        return all;
    }

    @Test
    void eachRouteIsDescribedAndNothingElse() throws Exception {
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            JsonNode description = description(fixture);

            Set<String> described = new TreeSet<>();
            description
                    .get("paths")
                    .fieldNames()
                    .forEachRemaining(path -> description
                            .get("paths")
                            .get(path)
                            .fieldNames()
                            .forEachRemaining(method -> described.add(method + " " + path)));
            described.removeIf(operation -> operation.startsWith("parameters "));

            Set<String> routes = fixture.server.routes().stream()
                    .filter(route -> !PAGE.contains(route.template()))
                    .map(route -> route.method().toLowerCase(Locale.ROOT) + " " + route.template())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(routes).isEqualTo(described);
        }
    }

    @Test
    void answersAreAsTheyAreDescribed() throws Exception {
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            JsonNode description = description(fixture);
            Set<String> described = new TreeSet<>();
            for (Asked asked : requests()) {
                HttpResponse<String> answer = fixture.send(asked.request(fixture));

                assertThat(answer.statusCode()).as(asked + ": " + answer.body()).isEqualTo(asked.status());
                requireDescribed(description, asked, answer);
                if (asked.status() == 200) {
                    described.add(asked.method() + " " + asked.template());
                }
            }
            assertThat(described).as("each route was asked").hasSize((int) fixture.server.routes().stream()
                    .filter(route -> !PAGE.contains(route.template()))
                    .count());
        }
    }

    private static void requireDescribed(JsonNode description, Asked asked, HttpResponse<String> answer)
            throws Exception {
        JsonNode response = SchemaCheck.resolved(
                description,
                description
                        .get("paths")
                        .get(asked.template())
                        .get(asked.method())
                        .get("responses")
                        .path("" + answer.statusCode()));
        String type = answer.headers().firstValue("Content-Type").orElseThrow().split(";", 2)[0];
        JsonNode content = response.path("content").path(type);
        assertThat(content.isMissingNode())
                .as("%s: %s is described with %d", asked, type, answer.statusCode())
                .isFalse();
        if (type.endsWith("json")) {
            assertThat(SchemaCheck.complaints(description, content.get("schema"), ServerFixture.json(answer)))
                    .as(asked + ": " + answer.body())
                    .isEmpty();
        }
    }

    @Test
    void refusalsAreDescribedForEachGuardedRoute() throws Exception {
        AccessToken token = AccessToken.of("0123456789abcdef");
        try (ServerFixture open = ServerFixture.start(folder);
                ServerFixture guarded = ServerFixture.start(folder, "one", settings -> settings.withToken(token))) {
            JsonNode description = description(open);
            for (Asked asked : requests()) {
                if (asked.template().startsWith("/v2/health")) {
                    continue;
                }
                HttpResponse<String> unauthorized =
                        guarded.send(asked.bare(guarded).build());
                assertThat(unauthorized.statusCode()).as(asked.toString()).isEqualTo(401);
                requireDescribed(description, asked, unauthorized);

                HttpResponse<String> forbidden = open.send(
                        asked.bare(open).header("Origin", "http://evil.example").build());
                assertThat(forbidden.statusCode()).as(asked.toString()).isEqualTo(403);
                requireDescribed(description, asked, forbidden);
                assertThat(description
                                .at("/components/responses/Misdirected/content")
                                .isObject())
                        .isTrue();
                assertThat(description
                                .get("paths")
                                .get(asked.template())
                                .get(asked.method())
                                .get("responses")
                                .has("421"))
                        .as(asked.toString())
                        .isTrue();
            }
        }
    }

    @Test
    void aFullQueueAndALateAnswerAreDescribed() throws Exception {
        byte[] picture = ServerResources.required("grey.jpg");
        Asked predict = Asked.post("/v1/models/{name}/predict", "", "image/jpeg", picture, 0);
        String encoded = Base64.getEncoder().encodeToString(picture);
        Asked infer = Asked.post(
                INFER,
                "application/json",
                "{\"inputs\": [{\"name\": \"a\", \"datatype\": \"BYTES\", \"shape\": [1], \"data\": [\"" + encoded
                        + "\"]}]}",
                0);
        try (ServerFixture fixture = ServerFixture.start(
                folder,
                "one",
                settings -> settings.withLimits(
                                settings.limits().withMaximumImages(1).withTimeLimit(Duration.ofMillis(200)))
                        .withBatches(settings.batches().withQueueSize(1).withMaximumSize(1)))) {
            JsonNode description = description(fixture);
            fixture.models.batches.drainPermits();
            // until one is being computed, then until one waits; where the time was over before, the image was dropped
            ServerFixture.await(() -> {
                HttpResponse<String> late = fixture.send(predict.request(fixture));
                assertThat(late.statusCode()).isEqualTo(503);
                requireDescribed(description, predict, late);
                return fixture.models.batches.hasQueuedThreads();
            });
            ServerFixture.await(() -> fixture.send(predict.request(fixture)).statusCode() == 429);
            for (Asked asked : List.of(predict, infer)) {
                HttpResponse<String> full = fixture.send(asked.request(fixture));
                assertThat(full.statusCode()).isEqualTo(429);
                requireDescribed(description, asked, full);
            }
        }
    }

    @Test
    void aServerWithABatchThatDoesNotEndIsNotReadyAsDescribed() throws Exception {
        try (ServerFixture fixture = ServerFixture.start(
                folder,
                "one",
                settings -> settings.withLimits(settings.limits().withTimeLimit(Duration.ofMillis(50))))) {
            JsonNode description = description(fixture);
            fixture.models.batches.drainPermits();
            // again where the time was over before the batch began
            ServerFixture.await(() -> {
                assertThat(fixture.predict("0.5").statusCode()).isEqualTo(503);
                return fixture.models.batches.hasQueuedThreads();
            });
            ServerFixture.await(() -> !fixture.server.isReady());

            for (Asked asked : List.of(Asked.get("/v2/health/ready", 503), Asked.get("/v2/models/{name}/ready", 503))) {
                HttpResponse<String> answer = fixture.send(asked.request(fixture));
                assertThat(answer.statusCode()).isEqualTo(503);
                requireDescribed(description, asked, answer);
            }
            assertThat(ServerFixture.json(fixture.get("/v1/models"))
                            .at("/models/0/ready")
                            .asBoolean(true))
                    .isFalse();
        }
    }

    private static JsonNode description(ServerFixture fixture) throws Exception {
        return ServerFixture.json(fixture.get("/openapi.json"));
    }
}
