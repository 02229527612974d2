package org.tl4j.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A server of one fake model with the name {@code colours}, and clients of it. */
final class ServerFixture implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    final FakeModels models = new FakeModels();
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    final Path file;
    final ModelServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ServerFixture(Path file, ServerSettings settings) {
        this.file = file;
        this.server = ModelServer.start(settings, List.of(new ModelFile("colours", file)), models.sources(), log::add);
    }

    static ServerFixture start(Path folder, String content, UnaryOperator<ServerSettings> settings) {
        Path file = folder.resolve("colours.tlz");
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ServerFixture(file, settings.apply(ServerSettings.DEFAULT.withAddress("127.0.0.1", 0)));
    }

    static ServerFixture start(Path folder) {
        return start(folder, "one", settings -> settings);
    }

    HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String type, String body) throws Exception {
        return client.send(
                request(path)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }

    HttpClient client() {
        return client;
    }

    HttpResponse<String> predict(String image) throws Exception {
        return post("/v1/models/colours/predict", "image/jpeg", image);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).header("Connection", "close");
    }

    URI uri(String path) {
        return server.address().resolve(path);
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
    }

    /** All that comes until the server closes the connection. */
    String raw(String sent) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Asks for the prediction of an image without waiting. */
    CompletableFuture<HttpResponse<String>> async(String image) {
        return asyncPost("/v1/models/colours/predict", "image/jpeg", image);
    }

    CompletableFuture<HttpResponse<String>> asyncPost(String path, String type, String body) {
        return client.sendAsync(
                request(path)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Waits until a batch is being computed that the test holds. */
    void awaitComputing() throws Exception {
        await(() -> models.batches.hasQueuedThreads());
    }

    void awaitWaiting(int images) throws Exception {
        await(() -> get("/metrics").body().contains("tl_queue_images{model=\"colours\"} " + images + ".0"));
    }

    void awaitOpen(int count) throws Exception {
        await(() -> models.open.get() == count);
    }

    /** What another thread will bring about. */
    interface Condition {
        boolean holds() throws Exception;
    }

    static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waited for too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        models.batches.release(1_000_000);
        server.close();
    }
}
