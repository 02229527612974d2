package org.tl4j.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.tl4j.examples.sample.SampleModel;

/** The application on a port of its own, asked as a client does. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class PhotoApplicationExampleTest {
    @TempDir
    static Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void model(DynamicPropertyRegistry properties) {
        properties.add("model.path", () -> SampleModel.write(folder).toString());
    }

    @Test
    void labelsAPhoto() throws Exception {
        HttpResponse<String> answer = post("/photos", SampleModel.photo());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"labels\":[{\"label\":\"" + SampleModel.LABEL + "\",\"probability\":0.");
    }

    @Test
    void saysWhyItCannotRead() throws Exception {
        HttpResponse<String> answer = post("/photos", "no image".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"detail\":\"");
    }

    @Test
    void anEmptyBodyIsABadRequest() throws Exception {
        HttpResponse<String> answer = post("/photos", new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        assertThat(post("/photos", new byte[21 << 20]).statusCode()).isEqualTo(413);
    }

    @Test
    void isHealthy() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(address("/actuator/health")).build();

        assertThat(client.send(request, BodyHandlers.ofString()).body())
                .contains("\"model\":{", "\"backbone\":\"resnet20-garments\"", "\"status\":\"UP\"");
    }

    private HttpResponse<String> post(String path, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
