package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.engine.EngineProvider;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.prediction.ImageEmbedder;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.prediction.ScoredLabel;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.it.kit.CommandLineRun;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.onnx.OnnxEngineProvider;
import org.tl4j.onnx.OnnxSettings;
import org.tl4j.predict.BundlePredictors;
import org.tl4j.serve.BatchSettings;
import org.tl4j.serve.ModelFile;
import org.tl4j.serve.ModelServer;
import org.tl4j.serve.ModelSources;
import org.tl4j.serve.ServerSettings;
import org.tl4j.storage.Storage;

/** A server of real models, in this process and as the command. */
@ExtendWith(WorkshopExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServeIT {
    private static final String PREDICT = "/v1/models/garments/predict";
    private static final Offset<Double> ROUNDING = Offset.offset(1e-5);
    private static final long PATIENCE_SECONDS = 120;
    private static final long LOOK_MILLISECONDS = 50;

    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Workshop workshop;
    private final Path folder;
    private final Path first;
    private final Path second;
    private final Path served;
    private List<byte[]> photos;

    ServeIT(Workshop workshop) {
        this.workshop = workshop;
        this.folder = workshop.newFolder("serve");
        this.first = folder.resolve("first.tlz");
        this.second = folder.resolve("second.tlz");
        this.served = folder.resolve("garments.tlz");
    }

    @BeforeAll
    void trainTwoModels() {
        Garments garments = Garments.read();
        train(garments.draw(8, 1), first);
        train(garments.draw(8, 2), second);
        photos = garments.test().values().stream()
                .flatMap(images -> images.stream().limit(10))
                .toList();
    }

    private void train(Map<String, List<byte[]>> images, Path bundle) {
        Path data = Garments.write(images, folder.resolve("photos of " + bundle.getFileName()));
        workshop.learner()
                .train(TrainingRequest.of(data, bundle)
                        .withBackbone(BackboneRequest.of("resnet20-garments"))
                        .withStrategy(FeatureExtractionSettings.DEFAULT));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void predictsAndEmbedsAsTheLibraryDoes(int batchThreads) throws Exception {
        serve(first);
        try (ModelServer server = start(batchThreads);
                Predictor predictor = workshop.learner().predictor(first);
                ImageEmbedder embedder = workshop.learner().embedder(first)) {
            List<CompletableFuture<HttpResponse<String>>> answers = photos.stream()
                    .map(photo -> client.sendAsync(post(server.address(), PREDICT, photo), BodyHandlers.ofString()))
                    .toList();
            List<Prediction> predictions = predictor.predictAll(photos);

            for (int i = 0; i < photos.size(); i++) {
                JsonNode result = json.readTree(answers.get(i).join().body()).at("/results/0");
                Prediction expected = predictions.get(i);
                for (int rank = 0; rank < result.get("predictions").size(); rank++) {
                    JsonNode label = result.get("predictions").get(rank);
                    ScoredLabel scored = expected.ranking().get(rank);
                    assertThat(label.get("label").asText()).isEqualTo(scored.label());
                    assertThat(label.get("probability").asDouble()).isCloseTo(scored.probability(), ROUNDING);
                }
            }
            JsonNode features = json.readTree(client.send(
                                    post(server.address(), "/v1/models/garments/features", photos.get(0)),
                                    BodyHandlers.ofString())
                            .body())
                    .at("/results/0/features");
            float[] expected = embedder.embed(photos.get(0));
            assertThat(features).hasSize(expected.length);
            for (int i = 0; i < expected.length; i++) {
                assertThat(features.get(i).asDouble()).isCloseTo(expected[i], ROUNDING);
            }
            assertThat(get(server.address(), "/v1/models/garments/card").body()).contains("# garments", "coat");
        }
    }

    @Test
    void aModelIsReplacedWhileItIsUsed() throws Exception {
        serve(first);
        try (ModelServer server = start()) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                answers.add(client.sendAsync(post(server.address(), PREDICT, photos.get(i)), BodyHandlers.ofString()));
                if (i == 20) {
                    serve(second);
                    assertThat(server.reload().get(0).replaced()).isTrue();
                }
            }

            assertThat(answers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                    .containsOnly(200);
            String digest = json.readTree(
                            get(server.address(), "/v1/models/garments").body())
                    .get("digest")
                    .asText();
            assertThat(json.readTree(answers.get(39).join().body())
                            .get("digest")
                            .asText())
                    .isEqualTo(digest);
            assertThat(json.readTree(answers.get(0).join().body()).get("digest").asText())
                    .isNotEqualTo(digest);
        }
    }

    @Test
    void malformedBodiesAndSlowSendersHarmNobody() throws Exception {
        serve(first);
        Random random = new Random(1);
        List<Socket> slow = new ArrayList<>();
        try (ModelServer server = start()) {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.address().getPort());
                socket.getOutputStream()
                        .write(("POST " + PREDICT + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
                                        + "Content-Length: 1000\r\n\r\nx")
                                .getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            for (int i = 0; i < 200; i++) {
                // a photo with some bytes changed, which most decoders refuse
                byte[] photo = photos.get(i % photos.size()).clone();
                for (int change = 0; change < 10; change++) {
                    photo[random.nextInt(photo.length)] = (byte) random.nextInt();
                }
                assertThat(client.send(post(server.address(), PREDICT, photo), BodyHandlers.ofString())
                                .statusCode())
                        .isIn(200, 413, 415, 422);
            }

            HttpResponse<String> answer =
                    client.send(post(server.address(), PREDICT, photos.get(0)), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(get(server.address(), "/v2/health/ready").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGHUP")
    void theCommandReloadsAndStopsBySignalsAndFinishesWhatItHasBegun() throws Exception {
        serve(first);
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process = command(0, out, err);
        try {
            URI address = awaitAddress(process, out);
            assertThat(client.send(post(address, PREDICT, photos.get(0)), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            serve(second);
            signal(process, "HUP");
            awaitLine(process, err, "tl: model garments is served from its new content");
            List<CompletableFuture<HttpResponse<String>>> underWay = Stream.concat(photos.stream(), photos.stream())
                    .map(photo -> client.sendAsync(post(address, PREDICT, photo), BodyHandlers.ofString()))
                    .toList();
            underWay.get(0).join();
            // a stop does not wait for a reload, nor spoil it
            serve(first);
            signal(process, "HUP");
            signal(process, "TERM");

            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(err)).isZero();
            // those that came too late are refused or find nobody
            assertThat(underWay.stream()
                            .map(answer -> answer.handle((a, e) -> e == null ? a.statusCode() : 503)
                                    .join()))
                    .contains(200)
                    .isSubsetOf(200, 503);
            assertThat(err)
                    .content()
                    .contains("tl: stopping")
                    .doesNotContain("stays as it was", "internal error", "Exception");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGHUP")
    void theCommandKeepsItsModelWhereTheFileIsBrokenAndCanBeStartedAgainAfterItWasKilledUnderLoad() throws Exception {
        serve(first);
        Path out = folder.resolve("killed-out.txt");
        Path err = folder.resolve("killed-err.txt");
        Process process = command(0, out, err);
        int port;
        try {
            URI address = awaitAddress(process, out);
            port = address.getPort();
            serve(Files.writeString(folder.resolve("broken.tlz"), "no bundle"));
            signal(process, "HUP");
            awaitLine(process, err, "tl: model garments stays as it was: ");
            assertThat(client.send(post(address, PREDICT, photos.get(0)), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);

            List<CompletableFuture<HttpResponse<String>>> underWay = photos.stream()
                    .map(photo -> client.sendAsync(post(address, PREDICT, photo), BodyHandlers.ofString()))
                    .toList();
            underWay.get(0).join();
            process.destroyForcibly().waitFor();

            // every client has its answer or sees that the connection was cut
            assertThat(underWay.stream()
                            .map(answer -> answer.handle((a, e) -> e == null ? a.statusCode() : 0)
                                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                                    .join()))
                    .isSubsetOf(200, 0);
        } finally {
            process.destroyForcibly();
        }
        serve(second);
        Path outAgain = folder.resolve("again-out.txt");
        Process again = command(port, outAgain, err);
        try {
            URI address = awaitAddress(again, outAgain);
            assertThat(address.getPort()).isEqualTo(port);
            assertThat(get(address, "/v2/health/ready").statusCode()).isEqualTo(200);
        } finally {
            again.destroyForcibly();
        }
    }

    private Process command(int port, Path out, Path err) throws IOException {
        return CommandLineRun.builder(folder, "serve", served.toString(), "--port", Integer.toString(port))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    private static URI awaitAddress(Process process, Path out) throws Exception {
        String line = awaitLine(process, out, "Listening on ");
        return URI.create(line.replaceAll("Listening on (\\S+) for garments\\.", "$1"));
    }

    /** The server's file has another content, in one move. */
    private void serve(Path bundle) throws IOException {
        Path copy = Files.copy(bundle, folder.resolve("copy"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(copy, served, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private ModelServer start() {
        return start(1);
    }

    /** With a thread of ONNX Runtime per batch, as the command. */
    private ModelServer start(int batchThreads) {
        EngineProvider onnx = new OnnxEngineProvider(OnnxSettings.forServer());
        return ModelServer.start(
                ServerSettings.DEFAULT
                        .withAddress("127.0.0.1", 0)
                        .withBatches(BatchSettings.DEFAULT.withBatchThreads(batchThreads)),
                List.of(ModelFile.of(served)),
                new ModelSources(
                        BundlePredictors.create(
                                Workshop.settings(folder.resolve("cache")),
                                Engines.startingWith(List.of(onnx), Storage.tensorFormat())),
                        workshop.learner().bundles(),
                        workshop.learner().backbones().entries()));
    }

    private HttpResponse<String> get(URI server, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString());
    }

    private static HttpRequest post(URI server, String path, byte[] photo) {
        return HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(photo))
                .build();
    }

    private static void signal(Process process, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    /** The first line of a file that begins so. */
    private static String awaitLine(Process process, Path file, String beginning) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(beginning)) {
                    return line;
                }
            }
            assertThat(process.waitFor(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS))
                    .as("the process has ended")
                    .isFalse();
        }
        throw new AssertionError("no line begins with: " + beginning);
    }
}
