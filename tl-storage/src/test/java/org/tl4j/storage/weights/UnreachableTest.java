package org.tl4j.storage.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.storage.NetworkSettings;

/** Each way in which a server cannot be reached has a message of its own. */
class UnreachableTest {
    private static final Download.Patience LITTLE =
            new Download.Patience(1, Duration.ofMillis(1), Duration.ofSeconds(5));

    @TempDir
    Path cache;

    @Test
    void anUnknownHost() {
        assertThat(fail("https://nosuch.invalid/w"))
                .hasMessageContainingAll("unknown host nosuch.invalid", "TL_MIRROR", "HTTPS_PROXY");
    }

    @Test
    void aRefusedConnection() {
        assertThat(fail("http://127.0.0.1:1")).hasMessageContaining("a refused connection to 127.0.0.1");
    }

    @Test
    void aCertificateThatIsNotTrusted() throws Exception {
        try (SecureServer server = new SecureServer(cache, "CN=localhost", "dns:localhost")) {
            assertThat(fail(server.address()))
                    .hasMessageContainingAll(
                            "certificate that is trusted",
                            "one that is not trusted, of CN=localhost, issued by CN=localhost",
                            "SHA-256",
                            "keytool -importcert",
                            "javax.net.ssl.trustStore");
        }
    }

    private WeightsException fail(String mirror) {
        WeightsException failure = catchThrowableOfType(
                WeightsException.class,
                () -> new LocalWeightsLocator(cache, Optional.of(mirror), NetworkSettings.DIRECT, LITTLE)
                        .locate(WeightsSource.named("net.safetensors"), Optional.empty()));
        assertThat(failure).isNotNull();
        return failure;
    }
}
