package org.tl4j.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.UsageException;

class NetworkSettingsTest {
    @Test
    void isOnlineWithoutAProxyByDefault() {
        assertThat(of(Map.of(), Optional.empty())).isEqualTo(NetworkSettings.DIRECT);
    }

    @ParameterizedTest
    @CsvSource({"HTTPS_PROXY, http://u:p@proxy:3128, 3128", "https_proxy, proxy:81, 81", "HTTP_PROXY, http://proxy, 80"
    })
    void takesTheProxyOfTheEnvironment(String name, String value, int port) {
        assertThat(of(Map.of(name, value), Optional.empty()).proxy())
                .contains(InetSocketAddress.createUnresolved("proxy", port));
    }

    @Test
    void reachesSomeHostsWithoutIt() {
        NetworkSettings settings =
                of(Map.of("HTTPS_PROXY", "http://p:1", "no_proxy", "localhost, .example.com,*.org"), Optional.empty());
        assertThat(settings.isDirect("LOCALHOST")).isTrue();
        assertThat(settings.isDirect("a.example.com")).isTrue();
        assertThat(settings.isDirect("tl4j.org")).isTrue();
        assertThat(settings.isDirect("notexample.com")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "TRUE"})
    void isSwitchedOff(String text) {
        assertThat(of(Map.of(), Optional.of(text)).offline()).isTrue();
    }

    @Test
    void refusesWhatIsNeitherSwitchNorAddressAndShowsNoPassword() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> of(Map.of(), Optional.of("perhaps")))
                .withMessageContainingAll("TL_OFFLINE", "perhaps");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> of(Map.of("HTTPS_PROXY", "http://u:secret@"), Optional.empty()))
                .withMessageContaining("HTTPS_PROXY")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    private static NetworkSettings of(Map<String, String> environment, Optional<String> offline) {
        return NetworkSettings.of(environment, offline, NetworkSettings.DEFAULT_DOWNLOAD_LIMIT_BYTES);
    }
}
