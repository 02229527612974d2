package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.cli.output.ExitCodes;

/** What `tl serve` refuses before it opens anything. */
class ServeCommandTest {
    @TempDir
    private Path folder;

    private final Captured captured = Captured.plain();

    @ParameterizedTest
    @CsvSource({
        "--port, 65536, 'port must be from 0 to 65535, found 65536'",
        "--max-batch-size, 0, 'maximum batch size must be from 1 to 4096, found 0'",
        "--max-batch-delay, -1, 'maximum batch delay must be from 0 to 10 seconds, found -1 ms'",
        "--batch-threads, 0, 'batch threads must be from 1 to 1024, found 0'",
        "--queue-size, 1, 'queue size must be at least the images of one request, 64, found 1'",
        "--time-limit, 0, '--time-limit must be from 1 to 2147483647, found 0'",
        "--max-body, 2001, '--max-body must be from 1 to 2000, found 2001'",
        "--max-images, 0, 'maximum images of a request must be from 1 to 10000, found 0'",
        "--max-megapixels, 701, '--max-megapixels must be from 1 to 700, found 701'",
        "--max-connections, 0, 'maximum connections must be from 1 to 100000, found 0'",
        "--host, 0.0.0.0, 'a server that other machines reach must have a token'"
    })
    void optionsAreChecked(String option, String value, String message) {
        assertThat(captured.run("serve", "model.tlz", option + "=" + value)).isEqualTo(ExitCodes.USAGE);

        assertThat(captured.err()).startsWith("tl: " + message);
        assertThat(captured.out()).isEmpty();
    }

    @Test
    void aTokenIsReadFromItsFileAndNotShown() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "too short\n");

        assertThat(captured.run("serve", "model.tlz", "--token-file", token.toString()))
                .isEqualTo(ExitCodes.USAGE);

        assertThat(captured.err())
                .contains("token must have from 16 to 1000 characters, found 9")
                .doesNotContain("too short\n");
    }

    @Test
    void aModelThatIsMissingIsReported() {
        assertThat(captured.run("serve", "NAME=" + folder.resolve("none.tlz"), "--port", "0"))
                .isEqualTo(ExitCodes.FAILED);

        assertThat(captured.err()).contains("model NAME must be a file that can be read");
    }

    @Test
    void aNameThatIsNoPartOfAnAddressIsRefused() {
        assertThat(captured.run("serve", "a b.tlz")).isEqualTo(ExitCodes.USAGE);

        assertThat(captured.err()).contains("name of a model must be 1 to 100 letters");
    }
}
