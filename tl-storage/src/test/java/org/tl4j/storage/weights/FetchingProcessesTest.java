package org.tl4j.storage.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.storage.Fork;
import org.tl4j.storage.NetworkSettings;

class FetchingProcessesTest {
    private static final String NAME = "net.safetensors";

    @TempDir
    Path cache;

    /** Fetches from the mirror in the second argument into the folder in the first, and prints the path of the file. */
    static final class Fetching {
        private Fetching() {}

        @SuppressWarnings("SystemOut") // it communicates with the test by its output
        public static void main(String[] arguments) {
            LocalWeightsLocator locator =
                    new LocalWeightsLocator(Path.of(arguments[0]), Optional.of(arguments[1]), NetworkSettings.DIRECT);
            System.out.println("ready");
            System.out.println(
                    locator.locate(WeightsSource.named(NAME), Optional.empty()).file());
        }
    }

    @Test
    void oneFetchesAndTheOtherWaitsForIt() throws Exception {
        try (WeightsServer server = new WeightsServer()) {
            Process first = Fork.of(Fetching.class, cache, server.address("/held"));
            Process second = Fork.of(Fetching.class, cache, server.address("/held"));
            try (BufferedReader one = first.inputReader(StandardCharsets.UTF_8);
                    BufferedReader two = second.inputReader(StandardCharsets.UTF_8)) {
                assertThat(one.readLine()).isEqualTo("ready");
                assertThat(two.readLine()).isEqualTo("ready");
                server.release.release();
                assertDone(first, one);
                assertDone(second, two);
            } finally {
                first.destroyForcibly();
                second.destroyForcibly();
            }
            assertThat(server.asked).containsExactly("/held/" + NAME);
            assertThat(cache.resolve(NAME)).hasBinaryContent(server.content);
        }
    }

    @Test
    void whatAKilledOneHeldIsFree() throws Exception {
        try (WeightsServer server = new WeightsServer()) {
            Process killed = Fork.of(Fetching.class, cache, server.address("/stalled"));
            try (BufferedReader lines = killed.inputReader(StandardCharsets.UTF_8)) {
                assertThat(lines.readLine()).isEqualTo("ready");
                while (server.asked.isEmpty() && killed.isAlive()) {
                    Thread.sleep(Duration.ofMillis(5).toMillis());
                }
            } finally {
                killed.destroyForcibly().waitFor();
            }
            Path file = new LocalWeightsLocator(cache, Optional.of(server.address("/whole")), NetworkSettings.DIRECT)
                    .locate(WeightsSource.named(NAME), Optional.empty())
                    .file();
            assertThat(file).hasBinaryContent(server.content);
        }
    }

    private void assertDone(Process process, BufferedReader lines) throws IOException, InterruptedException {
        assertThat(lines.readLine()).isEqualTo(cache.resolve(NAME).toString());
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
