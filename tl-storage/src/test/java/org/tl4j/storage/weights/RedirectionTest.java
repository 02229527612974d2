package org.tl4j.storage.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.progress.Progress;
import org.tl4j.storage.NetworkSettings;

/** From https to http, in circles, and where the way is open. */
class RedirectionTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    private WeightsServer plain;
    private HttpsServer secure;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        SSLContext context = context();
        client = Web.builder(NetworkSettings.DIRECT).sslContext(context).build();
        plain = new WeightsServer();
        secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context));
        secure.createContext("/to-http", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Location", plain.address("/whole"));
                exchange.sendResponseHeaders(302, -1);
            }
        });
        secure.createContext("/whole", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, plain.content.length);
                exchange.getResponseBody().write(plain.content);
            }
        });
        secure.start();
    }

    @AfterEach
    void stop() {
        secure.stop(0);
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
                .withMessageContainingAll("/to-http", "status 302", "from https to http", "--weights");
        assertThat(plain.asked).isEmpty();
        assertThat(partial.content()).doesNotExist();
    }

    @Test
    void endsInACircle() {
        URI circle = URI.create(plain.address("/circle"));
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> new Download(client, circle, partial(), Download.Patience.USUAL, Progress.NONE).run())
                .withMessageContainingAll("/circle", "status 302", "in a circle");
        assertThat(plain.asked).hasSizeBetween(2, 10);
    }

    private PartialFile partial() {
        return new PartialFile(folder.resolve("net.safetensors"));
    }

    private Download download(String path, PartialFile partial) {
        URI address = URI.create("https://localhost:" + secure.getAddress().getPort() + path);
        return new Download(
                client,
                address,
                partial,
                new Download.Patience(1, Duration.ofMillis(1), Duration.ofSeconds(10)),
                Progress.NONE);
    }

    /** Of a certificate that was made for this test, and that both sides trust. */
    private SSLContext context() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(store)) {
            keys.load(content, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}
