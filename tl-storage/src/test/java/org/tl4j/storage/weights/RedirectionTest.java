package org.tl4j.storage.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.progress.Progress;
import org.tl4j.storage.NetworkSettings;

/** Redirections from https to http, in circles, and allowed ones. */
class RedirectionTest {
    private static final Length ANY = new Length(1 << 20, false);

    @TempDir
    Path folder;

    private WeightsServer plain;
    private SecureServer secure;
    private Web client;

    @BeforeEach
    void start() throws Exception {
        secure = new SecureServer(folder, "CN=localhost", "dns:localhost");
        client = new Web(
                Web.builder(NetworkSettings.DIRECT).sslContext(secure.context).build(), NetworkSettings.DIRECT);
        plain = new WeightsServer();
        secure.server.createContext("/to-http", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Location", plain.address("/whole"));
                exchange.sendResponseHeaders(302, -1);
            }
        });
        secure.server.createContext("/whole", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, plain.content.length);
                exchange.getResponseBody().write(plain.content);
            }
        });
    }

    @AfterEach
    void stop() {
        secure.close();
        plain.close();
    }

    @Test
    void transfersByHttps() throws IOException {
        PartialFile partial = partial();
        assertThat(download("/whole", partial).run()).isTrue();
        assertThat(partial.content()).hasBinaryContent(plain.content);
    }

    @Test
    void isNotFollowedFromHttpsToHttp() {
        PartialFile partial = partial();
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> download("/to-http", partial).run())
                .withMessageContainingAll(
                        "/to-http", "status 302", "from https to http", CallerTerm.NAME_WEIGHTS.words());
        assertThat(plain.asked).isEmpty();
        assertThat(partial.content()).doesNotExist();
    }

    @Test
    void endsInACircle() {
        URI circle = URI.create(plain.address("/circle"));
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() ->
                        new Download(client, circle, ANY, partial(), Download.Patience.USUAL, Progress.NONE).run())
                .withMessageContainingAll("/circle", "status 302", "in a circle");
        assertThat(plain.asked).hasSizeBetween(2, 10);
    }

    private PartialFile partial() {
        return new PartialFile(folder.resolve("net.safetensors"));
    }

    private Download download(String path, PartialFile partial) {
        URI address = URI.create(secure.address() + path);
        return new Download(
                client,
                address,
                ANY,
                partial,
                new Download.Patience(1, Duration.ofMillis(1), Duration.ofSeconds(10)),
                Progress.NONE);
    }
}
