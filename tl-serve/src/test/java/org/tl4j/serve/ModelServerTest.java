package org.tl4j.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("StringConcatToTextBlock") // lines end as HTTP ends them
class ModelServerTest {
    private static final String PREDICT = "/v1/models/colours/predict";

    @TempDir
    private Path folder;

    @Test
    void anImageIsPredictedFromTheBodyItself() throws Exception {
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            HttpResponse<String> answer = fixture.post(PREDICT + "?top=1", "image/jpeg", "0.75");

            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode document = ServerFixture.json(answer);
            assertThat(document.get("model").asText()).isEqualTo("colours");
            assertThat(document.get("digest").asText())
                    .isEqualTo(
                            "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"); // sha256sum of "one"
            assertThat(document.get("results")).hasSize(1);
            assertThat(document.at("/results/0/predictions")).hasSize(1);
            assertThat(document.at("/results/0/predictions/0/label").asText()).isEqualTo("red");
            assertThat(document.at("/results/0/predictions/0/probability").asDouble())
                    .isEqualTo(0.75);
        }
    }

    @Test
    void partsArePredictedUnderTheNamesOfTheirFilesAndOneThatFailsDoesNotStopTheOthers() throws Exception {
        String body = "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a.jpg\"\r\n\r\n0.25\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"b\"; filename=\"b.jpg\"\r\n\r\nCORRUPT\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"c\"\r\n\r\n1\r\n--x--\r\n";
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            JsonNode results = ServerFixture.json(fixture.post(PREDICT, "multipart/form-data; boundary=x", body))
                    .get("results");

            assertThat(results).hasSize(3);
            assertThat(results.at("/0/image").asText()).isEqualTo("a.jpg");
            assertThat(results.at("/0/predictions/0/label").asText()).isEqualTo("other");
            assertThat(results.at("/1/image").asText()).isEqualTo("b.jpg");
            assertThat(results.at("/1/error/status").asInt()).isEqualTo(422);
            assertThat(results.at("/1/error/kind").asText()).isEqualTo("CORRUPT");
            assertThat(results.at("/1/error/subject").asText()).isEqualTo("b.jpg");
            assertThat(results.at("/2/image").asText()).isEqualTo("image 3 of 3");
            assertThat(results.at("/2/predictions/0/probability").asDouble()).isEqualTo(1);
        }
    }

    @Test
    void imagesComeInJsonAsWell() throws Exception {
        String body = "{\"images\": [\"%s\", \"%s\"]}".formatted(base64("0.25"), base64(""));
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            JsonNode results = ServerFixture.json(fixture.post(PREDICT, "application/json", body))
                    .get("results");

            assertThat(results.at("/0/image").asText()).isEqualTo("image 1 of 2");
            assertThat(results.at("/0/predictions/0/probability").asDouble()).isEqualTo(0.75);
            assertThat(results.at("/1/error/detail").asText())
                    .isEqualTo("image 2 of 2 must be a whole image, found one that is empty");
        }
    }

    @ParameterizedTest
    @CsvSource({"CORRUPT, 422", "UNSUPPORTED, 415", "TOO_LARGE, 413", "NOT_FOUND, 404", "UNREADABLE, 422"})
    void aBodyThatIsNoImageHasTheStatusOfItsFailure(String kind, int status) throws Exception {
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            HttpResponse<String> answer = fixture.predict(kind);

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(ServerFixture.json(answer).get("kind").asText()).isEqualTo(kind);
            assertThat(ServerFixture.json(answer).get("rule").asText()).isEqualTo("must be a number");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, {}, 400",
        "application/json, {\"images\": []}, 400",
        "application/json, {\"images\": [1]}, 400",
        "application/json, '{\"images\": [\"*\"]}', 400",
        "application/json, {\"images\": [], 400",
        "application/json, {\"pictures\": []}, 400",
        "application/json, '{\"images\": [], \"images\": []}', 400",
        "multipart/form-data, x, 400",
        "multipart/form-data; boundary=x, nothing, 400",
        "multipart/form-data; boundary=x, --x--, 400",
        "text/plain, 0.5, 415",
        "image/png, '', 400"
    })
    void otherBodiesAreRefused(String type, String body, int status) throws Exception {
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            HttpResponse<String> answer = fixture.post(PREDICT, type, body);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            assertThat(ServerFixture.json(answer).get("category").asText()).isEqualTo("request");
        }
    }

    @Test
    void featuresAreThoseOfTheEmbedder() throws Exception {
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            JsonNode results = ServerFixture.json(fixture.post("/v1/models/colours/features", "image/jpeg", "0.25"))
                    .get("results");

            assertThat(results.at("/0/features/0").asDouble()).isEqualTo(0.25);
            assertThat(results.at("/0/features/1").asDouble()).isEqualTo(2);
            assertThat(fixture.models.open).hasValue(2);
        }
    }

    @Test
    void firstRequestsForFeaturesShareOneOpening() throws Exception {
        int requests = 20; // more than may wait for heat maps
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            CountDownLatch mayOpen = new CountDownLatch(1);
            fixture.models.opening = bundle -> {
                try {
                    mayOpen.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            };
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                answers.add(fixture.asyncPost("/v1/models/colours/features", "image/jpeg", "0.25"));
            }
            ServerFixture.await(() -> fixture.get("/metrics").body().contains("tl_inflight 21.0"));
            mayOpen.countDown();

            assertThat(answers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                    .containsOnly(200);
            assertThat(fixture.models.open).hasValue(2);
        }
    }

    @Test
    void heatMapsSayWhichPartOfThePictureTheyCover() throws Exception {
        String explain = "/v1/models/colours/explain";
        byte[] picture = ServerResources.required("grey.jpg");
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            HttpResponse<String> answer = fixture.send(fixture.request(explain + "?label=red")
                    .header("Content-Type", "image/jpeg")
                    .POST(BodyPublishers.ofByteArray(picture))
                    .build());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode document = ServerFixture.json(answer);
            assertThat(document.get("kind").asText()).isEqualTo("exact");
            assertThat(document.at("/maps/0/values/1").asDouble()).isEqualTo(-0.5);
            assertThat(document.at("/visiblePart/width").asDouble()).isEqualTo(1);
            HttpResponse<String> unknown = fixture.post(explain + "?label=blue", "image/jpeg", "0.5");
            assertThat(unknown.statusCode()).isEqualTo(400);
            assertThat(ServerFixture.json(unknown).get("subject").asText()).isEqualTo("label");
        }
    }

    @Test
    void aFileThatIsMissingWhenAPartIsFirstNeededIsNoFaultOfTheRequest() throws Exception {
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            Files.delete(fixture.file);

            for (String part : List.of("explain", "features")) {
                HttpResponse<String> answer = fixture.post("/v1/models/colours/" + part, "image/jpeg", "0.5");

                assertThat(answer.statusCode()).isEqualTo(500);
                assertThat(answer.body()).doesNotContain("colours.tlz", folder.toString());
            }
            assertThat(fixture.predict("0.5").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aModelWithoutHeatMapsSaysWhy() throws Exception {
        try (ServerFixture fixture = ServerFixture.start(folder, "unexplained", settings -> settings)) {
            JsonNode document = ServerFixture.json(fixture.post("/v1/models/colours/explain", "image/jpeg", "0.5"));

            assertThat(document.get("unavailable").asText()).isEqualTo("its output is no softmax");
            assertThat(document.has("maps")).isFalse();
        }
    }

    @Test
    void tensorsAndEncodedImagesOfTheInferenceProtocolGiveTheSame() throws Exception {
        String infer = "/v2/models/colours/infer";
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            JsonNode tensors = ServerFixture.json(fixture.post(
                    infer,
                    "application/json",
                    "{\"id\": \"7\", \"inputs\": [{\"name\": \"images\", \"datatype\": \"FP32\", \"shape\": [2, 3, 1,"
                            + " 1], \"data\": [[0.25, 0, 0], [0.75, 0, 0]]}]}"));
            JsonNode encoded = ServerFixture.json(fixture.post(
                    infer,
                    "application/json",
                    ("{\"inputs\": [{\"data\": [\"%s\", \"%s\"], \"name\": \"encoded\", \"datatype\": \"BYTES\","
                                    + " \"shape\": [2]}], \"outputs\": [{\"name\": \"label\"}]}")
                            .formatted(base64("0.25"), base64("0.75"))));

            assertThat(tensors.get("id").asText()).isEqualTo("7");
            assertThat(tensors.at("/outputs/0/shape").toString()).isEqualTo("[2,2]");
            assertThat(tensors.at("/outputs/0/data").toString()).isEqualTo("[0.75,0.25,0.25,0.75]");
            assertThat(tensors.at("/outputs/1/data").toString()).isEqualTo("[\"other\",\"red\"]");
            assertThat(encoded.get("outputs")).hasSize(1);
            assertThat(encoded.at("/outputs/0/data").toString()).isEqualTo("[\"other\",\"red\"]");
        }
    }

    @Test
    void aFullQueueAsksToRetry() throws Exception {
        try (ServerFixture fixture = ServerFixture.start(
                folder,
                "one",
                settings -> settings.withLimits(settings.limits().withMaximumImages(1))
                        .withBatches(settings.batches().withQueueSize(1).withMaximumSize(1)))) {
            fixture.models.batches.drainPermits();
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            waiting.add(fixture.async("0.1"));
            fixture.awaitComputing();
            waiting.add(fixture.async("0.2"));
            fixture.awaitWaiting(1);

            HttpResponse<String> refused = fixture.predict("0.3");

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            fixture.models.batches.release(100);
            assertThat(waiting.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                    .containsOnly(200);
        }
    }

    @Test
    void imagesOfSeveralRequestsShareABatch() throws Exception {
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            fixture.models.batches.drainPermits();
            CompletableFuture<HttpResponse<String>> first = fixture.async("0.5");
            fixture.awaitComputing();
            List<CompletableFuture<HttpResponse<String>>> others =
                    IntStream.range(0, 8).mapToObj(i -> fixture.async("0." + i)).toList();
            fixture.awaitWaiting(8);
            fixture.models.batches.release(100);

            assertThat(first.join().statusCode()).isEqualTo(200);
            for (int i = 0; i < 8; i++) {
                JsonNode predictions = ServerFixture.json(others.get(i).join()).at("/results/0/predictions");
                double red = predictions.at("/0/label").asText().equals("red")
                        ? predictions.at("/0/probability").asDouble()
                        : predictions.at("/1/probability").asDouble();
                assertThat((float) red).isEqualTo(i / 10f);
            }
            synchronized (fixture.models.sizes) {
                // the grey picture at the start, the one that held the thread, and the eight
                assertThat(fixture.models.sizes).containsExactly(1, 1, 8);
            }
        }
    }

    @Test
    void theTimeLimitAnswersAndDropsTheWork() throws Exception {
        try (ServerFixture fixture = ServerFixture.start(
                folder,
                "one",
                settings -> settings.withLimits(settings.limits().withTimeLimit(Duration.ofMillis(200))))) {
            fixture.models.batches.drainPermits();
            CompletableFuture<HttpResponse<String>> first = fixture.async("0.5");
            fixture.awaitComputing();
            HttpResponse<String> second = fixture.predict("0.6");

            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(ServerFixture.json(second).get("rule").asText()).isEqualTo("must be answered within 200 ms");
            assertThat(first.join().statusCode()).isEqualTo(503);
            fixture.models.batches.release(100);
            assertThat(fixture.predict("0.7").statusCode()).isEqualTo(200);
            synchronized (fixture.models.sizes) {
                // without the one that was dropped
                assertThat(fixture.models.sizes).containsExactly(1, 1, 1);
            }
        }
    }

    @Test
    void aFailureOfTheComputationIsNotShownAndDoesNotStay() throws Exception {
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            fixture.models.failure = new IllegalStateException("secret of the machine");

            HttpResponse<String> answer = fixture.predict("0.5");

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).doesNotContain("secret");
            fixture.models.failure = null;
            assertThat(fixture.predict("0.5").statusCode()).isEqualTo(200);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
