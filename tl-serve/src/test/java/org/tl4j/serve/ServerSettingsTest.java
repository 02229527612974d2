package org.tl4j.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.UsageException;
import org.tl4j.predict.PredictorSettings;

class ServerSettingsTest {
    private static final String TOKEN = "0123456789abcdef";
    private static final ServerSettings DEFAULT = ServerSettings.DEFAULT;

    @Test
    void byDefaultOnlyThisMachineReachesTheServer() {
        assertThat(DEFAULT.isLocal()).isTrue();
        assertThat(DEFAULT.token()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void anAddressThatOthersReachNeedsATokenOrToBeCalledInsecure(String host) {
        assertThatThrownBy(() -> DEFAULT.withAddress(host, 80))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("must have a token, found none for the address " + host);

        assertThat(DEFAULT.withToken(AccessToken.of(TOKEN))
                        .withAddress(host, 80)
                        .isLocal())
                .isFalse();
        assertThat(insecure(host).insecure()).isTrue();
    }

    private static ServerSettings insecure(String host) {
        return new ServerSettings(
                host,
                80,
                DEFAULT.token(),
                true,
                DEFAULT.batches(),
                DEFAULT.limits(),
                DEFAULT.predictor(),
                DEFAULT.watch(),
                DEFAULT.stopWithin());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.1.2.3", "::1"})
    void loopbackNeedsNone(String host) {
        assertThat(DEFAULT.withAddress(host, 0).isLocal()).isTrue();
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        refused(() -> DEFAULT.withAddress("localhost", -1), "port must be from 0 to 65535, found -1");
        refused(() -> DEFAULT.withAddress("no such host.invalid", 1), "host must be a name or an address");
        refused(() -> DEFAULT.withWatch(Duration.ofMillis(99)), "must be at least 100 ms, found 99 ms");
        refused(() -> DEFAULT.withStopWithin(Duration.ofMillis(-1)), "time to stop must be at least 0");
        refused(() -> DEFAULT.withBatches(BatchSettings.DEFAULT.withQueueSize(63)), "queue size must be at least");
        refused(() -> BatchSettings.DEFAULT.withMaximumSize(0), "maximum batch size must be from 1 to 4096");
        refused(() -> BatchSettings.DEFAULT.withMaximumDelay(Duration.ofSeconds(11)), "must be from 0 to 10 seconds");
        refused(() -> BatchSettings.DEFAULT.withDecodingThreads(0), "decoding threads must be from 1");
        refused(() -> RequestLimits.DEFAULT.withTimeLimit(Duration.ZERO), "time limit must be at least 1 ms");
        refused(() -> RequestLimits.DEFAULT.withMaximumBodyBytes(0), "maximum body bytes must be from 1");
        refused(() -> RequestLimits.DEFAULT.withMemoryBytes(1), "memory for bodies of requests must be from 20000000");
        refused(() -> RequestLimits.DEFAULT.withMaximumConnections(0), "maximum connections must be from 1");
    }

    @Test
    void theOthersStay() {
        ServerSettings changed = DEFAULT.withWatch(Duration.ofSeconds(1))
                .withStopWithin(Duration.ofSeconds(2))
                .withPredictor(PredictorSettings.DEFAULT.withCalibrated(true))
                .withLimits(RequestLimits.DEFAULT.withMaximumImages(1))
                .withBatches(BatchSettings.DEFAULT.withQueueSize(2))
                .withToken(AccessToken.of(TOKEN))
                .withAddress("0.0.0.0", 1);

        assertThat(changed.watch()).contains(Duration.ofSeconds(1));
        assertThat(changed.stopWithin()).isEqualTo(Duration.ofSeconds(2));
        assertThat(changed.predictor().calibrated()).isTrue();
        assertThat(changed.limits().maximumImages()).isEqualTo(1);
        assertThat(changed.batches().queueSize()).isEqualTo(2);
        assertThat(changed.port()).isEqualTo(1);
    }

    @Test
    void aTokenIsComparedAndNeverShown() {
        AccessToken token = AccessToken.of("  " + TOKEN + "\n");

        assertThat(token.matches(TOKEN)).isTrue();
        assertThat(token.matches(TOKEN + "0")).isFalse();
        assertThat(token.matches("")).isFalse();
        assertThat(token.toString()).doesNotContain(TOKEN);
        refused(() -> AccessToken.of("0123456789abcde"), "token must have from 16 to 1000 characters, found 15");
        assertThatThrownBy(() -> AccessToken.of("0123456789 bcdef"))
                .isInstanceOf(UsageException.class)
                .hasMessageNotContaining("0123");
    }

    @ParameterizedTest
    @CsvSource({"a/b.tlz, b", "garments, garments", "x.v1.tlz, x.v1"})
    void aModelHasTheNameOfItsFile(String path, String name) {
        assertThat(ModelFile.of(Path.of(path)).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a b", "ä", "../a", "a/b"})
    void aNameIsAPartOfAnAddress(String name) {
        assertThatThrownBy(() -> new ModelFile(name, Path.of("a.tlz")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("name of a model must be 1 to 100 letters");
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(UsageException.class).hasMessageContaining(message);
    }
}
