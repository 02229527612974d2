package org.tl4j.storage.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.storage.NetworkSettings;
import org.tl4j.storage.StorageSettings;

/** User and password are sent to the server that they are for, and to no other. */
class PasswordTest {
    private static final Download.Patience LITTLE =
            new Download.Patience(1, Duration.ofMillis(1), Duration.ofSeconds(5));
    private static final WeightsSource NET = WeightsSource.named("net.safetensors");
    private static final String EMPTY = "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    @TempDir
    Path cache;

    @ParameterizedTest
    @CsvSource({
        "me:s3cret, me:s3cret",
        "me, me:",
        ":s3cret, :s3cret",
        "me%40work:s3%3Acr%C3%A9t, me@work:s3:cr\u00e9t",
        "me:s3:cret, me:s3:cret"
    })
    void areSentToTheMirror(String written, String sent) throws IOException {
        try (RawServer server = RawServer.of(EMPTY)) {
            fail("HTTP://" + written + "@" + server.host() + "/w?token=s3cret", NetworkSettings.DIRECT);
            assertThat(server.asked.get(0))
                    .contains("Authorization: Basic " + base64(sent))
                    .contains("GET /w/net.safetensors?token=s3cret ")
                    .doesNotContain("s3:cret@");
        }
    }

    @Test
    void areNotSentToAnotherServerOnRedirection() throws IOException {
        try (RawServer other = RawServer.of(EMPTY);
                RawServer first = RawServer.of("HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: http://"
                        + other.host() + "/x\r\nContent-Length: 0\r\n\r\n")) {
            fail("http://me:s3cret@" + first.host(), NetworkSettings.DIRECT);
            assertThat(first.asked.get(0)).contains("Authorization: Basic");
            assertThat(other.asked.get(0)).contains("GET /x ").doesNotContain("Authorization");
        }
    }

    @Test
    void areSentAgainOnRedirectionWithinTheServer() throws IOException {
        try (RawServer server = new RawServer((request, out) -> out.write((request.startsWith("GET /new ")
                        ? EMPTY
                        : "HTTP/1.1 307 Moved\r\nConnection: close\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)))) {
            fail("http://me:s3cret@" + server.host(), NetworkSettings.DIRECT);
            assertThat(server.asked).hasSize(2).allMatch(head -> head.contains("Authorization: Basic"));
        }
    }

    @Test
    void areSentToTheProxyAndNotToHostsThatNeedNone() throws IOException {
        try (RawServer server = RawServer.of(EMPTY);
                RawServer proxy = RawServer.of(EMPTY)) {
            Map<String, String> environment =
                    Map.of("HTTPS_PROXY", "http://us%40er:s3cret@" + proxy.host(), "NO_PROXY", "127.0.0.1");
            NetworkSettings network = settings(environment).network();
            assertThat(network.toString()).doesNotContain("s3cret", base64("us@er:s3cret"));
            fail("http://weights.invalid", network);
            fail("http://" + server.host(), network);
            assertThat(proxy.asked).hasSize(1);
            assertThat(proxy.asked.get(0)).contains("Proxy-Authorization: Basic " + base64("us@er:s3cret"));
            assertThat(server.asked.get(0)).doesNotContain("roxy-");
        }
    }

    @Test
    void areRefusedWhereJavaWouldNotSendThemToAProxy() throws IOException {
        try (RawServer proxy = RawServer.of(EMPTY)) {
            NetworkSettings network =
                    settings(Map.of("https_proxy", "u:s3cret@" + proxy.host())).network();
            assertThat(fail("https://weights.invalid", network))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContainingAll("HTTPS_PROXY", "disabledSchemes");
            assertThat(proxy.asked).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:s3cret@",
                "http://me:s3cret@:80/",
                "http://me:s3 cret@host",
                "http://me:s3cret%@host",
                "http://me:s3/cret@host",
                "http://me:s3cret@ho_st:x",
                "http://me:s3cret@host:99999",
                "http://me:s3cret@[::1",
                "HTTPS:me:s3cret@host",
                "ftp://me:s3cret@host",
                "s3://s3cret@host",
                "http://me%3As3cret%40host",
                "http://me:s3cret@nosuch.invalid",
                "http://nosuch.invalid/?token=s3cret&x#s3cret",
                "http://me:s3cret@127.0.0.1:1/",
                "https://me:s3cret@127.0.0.1:1/?X-Amz-Signature=s3cret",
                "http://me:s3cret@[::1]:1/"
            })
    void appearNowhere(String mirror) {
        StorageSettings settings = settings(Map.of("TL_MIRROR", mirror));
        assertThat(settings.toString()).doesNotContain("s3cret", "s3 cret", "cret@");
        fail(mirror, settings.network());
        assertThat(fail("http://127.0.0.1:1", NetworkSettings.DIRECT)).isNotNull();
        Throwable proxy =
                catchThrowable(() -> settings(Map.of("HTTPS_PROXY", mirror)).network());
        if (proxy != null) {
            assertThat(proxy).isInstanceOf(UsageException.class);
            assertThat(Secrets.trace(proxy)).doesNotContain("s3cret", "cret");
        }
    }

    private Tl4jException fail(String mirror, NetworkSettings network) {
        Tl4jException failure = catchThrowableOfType(
                Tl4jException.class,
                () -> new LocalWeightsLocator(cache, Optional.of(mirror), network, List::of, LITTLE)
                        .locate(NET, Optional.empty()));
        assertThat(failure).isNotNull();
        assertThat(Secrets.trace(failure) + failure.problem()).doesNotContain("s3cret", "s3 cret", "cret@");
        return failure;
    }

    private static StorageSettings settings(Map<String, String> environment) {
        return StorageSettings.of(environment, new Properties());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
