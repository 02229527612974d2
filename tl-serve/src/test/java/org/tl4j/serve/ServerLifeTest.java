package org.tl4j.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.UsageException;

/** From the start of a server to its end, with new models between. */
class ServerLifeTest {
    private static final String PREDICT = "/v1/models/colours/predict";

    @TempDir
    private Path folder;

    @Test
    void aNewContentIsServedAfterAReloadAndTheOldModelIsClosed() throws Exception {
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            Files.writeString(fixture.file, "two");

            List<ReloadResult> results = fixture.server.reload();

            assertThat(results)
                    .singleElement()
                    .satisfies(result -> assertThat(result.replaced()).isTrue());
            assertThat(ServerFixture.json(fixture.get("/v1/models/colours"))
                            .get("backbone")
                            .asText())
                    .isEqualTo("two");
            assertThat(fixture.server.reload())
                    .singleElement()
                    .satisfies(result -> assertThat(result.replaced()).isFalse());
            fixture.awaitOpen(1);
        }
    }

    @Test
    void aRequestUnderWayEndsWithTheOldModel() throws Exception {
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            fixture.models.batches.drainPermits();
            CompletableFuture<HttpResponse<String>> old = fixture.async("0.5");
            fixture.awaitComputing();
            Files.writeString(fixture.file, "two");
            fixture.models.batches.release(1); // for one of the two: the request, or the picture of the new model
            CompletableFuture<List<ReloadResult>> reload = new CompletableFuture<>();
            new Thread(() -> reload.complete(fixture.server.reload())).start();
            fixture.models.batches.release(100);

            assertThat(reload.join().get(0).replaced()).isTrue();
            assertThat(old.join().statusCode()).isEqualTo(200);
            assertThat(ServerFixture.json(old.join()).get("digest").asText()).startsWith("7692c3ad");
            fixture.awaitOpen(1);
        }
    }

    @Test
    void eachStageOfAnImageIsMeasured() throws Exception {
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            assertThat(fixture.predict("0.5").statusCode()).isEqualTo(200);

            assertThat(fixture.get("/metrics").body())
                    .contains(
                            "tl_decode_queue_seconds_count{model=\"colours\"} 1",
                            "tl_decode_seconds_count{model=\"colours\"} 1",
                            "tl_queue_seconds_count{model=\"colours\"} 1",
                            "tl_infer_seconds_count{model=\"colours\"} 1");
        }
    }

    @Test
    void aModelThatIsBeingOpenedWhenTheServerClosesIsClosedToo() throws Exception {
        ServerFixture fixture = ServerFixture.start(folder);
        Files.writeString(fixture.file, "two");
        fixture.models.opening = bundle -> fixture.server.close();

        assertThat(fixture.server.reload().get(0).replaced()).isFalse();

        fixture.awaitOpen(0);
    }

    @Test
    void aBrokenContentIsNotServedAndIsCounted() throws Exception {
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            Files.writeString(fixture.file, FakeModels.BROKEN);

            List<ReloadResult> results = fixture.server.reload();

            assertThat(results.get(0).failure()).isPresent();
            assertThat(fixture.predict("0.5").statusCode()).isEqualTo(200);
            assertThat(fixture.get("/metrics").body()).contains("tl_reload_failures_total{model=\"colours\"} 1.0");
        }
    }

    @Test
    void oneModelThatFailsUnexpectedlyDoesNotStopTheOthersFromBeingReloaded() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.tlz"), "one");
        Path good = Files.writeString(folder.resolve("good.tlz"), "one");
        FakeModels models = new FakeModels();
        try (ModelServer server = ModelServer.start(
                ServerSettings.DEFAULT.withAddress("127.0.0.1", 0),
                List.of(ModelFile.of(bad), ModelFile.of(good)),
                models.sources())) {
            Files.writeString(bad, "weights");
            Files.writeString(good, "two");
            models.opening = bundle -> {
                if (bundle.equals(bad)) {
                    throw new IllegalArgumentException("not finite");
                }
            };
            List<ReloadResult> results = server.reload();
            assertThat(results.get(0).failure().orElseThrow())
                    .isInstanceOf(BundleException.class)
                    .hasMessageContaining("not finite");
            assertThat(results.get(1).replaced()).isTrue();

            models.opening = bundle -> {
                throw new OutOfMemoryError("heap");
            };
            assertThat(server.reload().get(0).failure().orElseThrow()).hasMessageContaining("heap");
            HttpResponse<String> metrics = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(server.address().resolve("/metrics"))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(metrics.body()).contains("tl_reload_failures_total{model=\"bad\"} 2.0");
        }
    }

    @Test
    void aFileThatChangesWhileLaterModelsAreOpenedIsSeenByTheWatch() throws Exception {
        Path first = Files.writeString(folder.resolve("first.tlz"), "one");
        Path second = Files.writeString(folder.resolve("second.tlz"), "one");
        FakeModels models = new FakeModels();
        models.opening = bundle -> {
            if (bundle.equals(second)) {
                models.opening = none -> {};
                write(first, "another");
            }
        };
        try (ModelServer server = ModelServer.start(
                ServerSettings.DEFAULT.withAddress("127.0.0.1", 0).withWatch(Duration.ofMillis(100)),
                List.of(ModelFile.of(first), ModelFile.of(second)),
                models.sources())) {
            HttpRequest request = HttpRequest.newBuilder(server.address().resolve("/v1/models/first"))
                    .build();
            ServerFixture.await(() -> HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body()
                    .contains("\"another\""));
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void filesAreWatched() throws Exception {
        try (ServerFixture fixture =
                ServerFixture.start(folder, "one", settings -> settings.withWatch(Duration.ofMillis(100)))) {
            Files.writeString(fixture.file, "another");

            ServerFixture.await(() -> ServerFixture.json(fixture.get("/v1/models/colours"))
                    .get("backbone")
                    .asText()
                    .equals("another"));
        }
    }

    @Test
    void metricsCountWhatWasDone() throws Exception {
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            fixture.predict("0.75");
            fixture.predict("CORRUPT");
            fixture.post("/v1/models/colours/features", "image/jpeg", "CORRUPT");
            fixture.post("/v1/models/colours/explain", "image/jpeg", "CORRUPT");

            ServerFixture.await(() -> fixture.get("/metrics")
                    .body()
                    .contains("tl_requests_total{code=\"422\",route=\"/v1/models/{name}/predict\"} 1.0"));
            assertThat(fixture.get("/metrics").body())
                    .contains(
                            "tl_requests_total{code=\"200\",route=\"/v1/models/{name}/predict\"} 1.0",
                            "tl_predictions_total{class=\"red\",model=\"colours\"} 1.0",
                            "tl_confidence_bucket{model=\"colours\",le=\"0.8\"} 1",
                            "tl_image_failures_total{kind=\"CORRUPT\",model=\"colours\"} 3.0",
                            "tl_batch_size_count{model=\"colours\"} 1",
                            "tl_model_digest{digest=\"7692c3ad");
        }
    }

    @Test
    void theLogHasNoContent() throws Exception {
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            HttpResponse<String> answer = fixture.post(PREDICT + "?top=3", "image/jpeg", "0.75");

            ServerFixture.await(() -> !fixture.log.isEmpty());
            JsonNode line = ServerFixture.json(fixture.log.get(0));
            assertThat(line.get("id").asText())
                    .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
            assertThat(line.get("route").asText()).isEqualTo("/v1/models/{name}/predict");
            assertThat(line.get("status").asInt()).isEqualTo(200);
            assertThat(line.get("received").asInt()).isEqualTo(4);
            assertThat(line.get("images").asInt()).isEqualTo(1);
            assertThat(fixture.log.get(0)).doesNotContain("0.75", "top=3");
        }
    }

    @Test
    void stoppingLetsRequestsUnderWayEnd() throws Exception {
        ServerFixture fixture = ServerFixture.start(folder);
        fixture.models.batches.drainPermits();
        CompletableFuture<HttpResponse<String>> underWay = fixture.async("0.5");
        fixture.awaitComputing();
        Thread stopping = new Thread(fixture.server::close);
        stopping.start();
        ServerFixture.await(() -> !fixture.server.isReady());
        fixture.models.batches.release(100);

        assertThat(underWay.join().statusCode()).isEqualTo(200);
        stopping.join();
        assertThat(fixture.models.open).hasValue(0);
        fixture.server.close();
    }

    @Test
    void stoppingDoesNotWaitForEver() throws Exception {
        ServerFixture fixture =
                ServerFixture.start(folder, "one", settings -> settings.withStopWithin(Duration.ofMillis(100)));
        fixture.models.batches.drainPermits();
        CompletableFuture<HttpResponse<String>> underWay = fixture.async("0.5");
        fixture.awaitComputing();

        fixture.server.close();

        assertThat(underWay.handle((answer, failure) -> failure != null || answer.statusCode() >= 500)
                        .join())
                .isTrue();
        fixture.models.batches.release(100);
    }

    @Test
    void anAddressThatIsTakenIsReportedAndTheModelsAreClosed() {
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            int port = fixture.server.address().getPort();
            FakeModels others = new FakeModels();

            assertThatThrownBy(() -> ModelServer.start(
                            ServerSettings.DEFAULT.withAddress("127.0.0.1", port),
                            List.of(new ModelFile("colours", fixture.file)),
                            others.sources()))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("must be free")
                    .hasMessageContaining(":" + port);
            assertThat(others.open).hasValue(0);
        }
    }

    @Test
    void namesOfModelsAreDistinctAndThereIsOneAtLeast() throws Exception {
        Path file = Files.writeString(folder.resolve("a.tlz"), "one");
        FakeModels models = new FakeModels();

        assertThatThrownBy(() -> ModelServer.start(ServerSettings.DEFAULT, List.of(), models.sources()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("must be at least one");
        assertThatThrownBy(() -> ModelServer.start(
                        ServerSettings.DEFAULT, List.of(ModelFile.of(file), ModelFile.of(file)), models.sources()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("a twice");
        assertThat(models.open).hasValue(0);
    }
}
