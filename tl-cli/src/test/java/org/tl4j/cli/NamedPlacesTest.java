package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.cli.output.ExitCodes;

/** A folder that the environment names and that is not there is named by every command. */
class NamedPlacesTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"backbones", "train --data x --output y.tlz", "predict m.tlz a.jpg", "quickstart"})
    void byEveryCommandAtOnce(String command) {
        Captured captured = Captured.with(Map.of("TL_HOME", home.toString(), "TL_MIRROR", "/no/such/mirorr"));
        assertThat(captured.run((Object[]) command.split(" "))).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("TL_MIRROR must be a folder that exists", "/no/such/mirorr");
    }

    @Test
    void byDoctorAmongEverythingElse() {
        Captured captured =
                Captured.with(Map.of("TL_HOME", home.toString(), "TL_MIRROR", "me:s3cret@host/w", "TL_MIROR", "x"));
        assertThat(captured.run("doctor")).isEqualTo(ExitCodes.FAILED);
        assertThat(captured.out())
                .contains("PROBLEM    TL_MIRROR must be a folder that exists", "did you mean TL_MIRROR?", "Java  ")
                .doesNotContain("s3cret");
    }

    @Test
    void backbonesAreGroupedByDoctor() {
        Captured captured = Captured.in(home);
        assertThat(captured.run("doctor")).isEqualTo(ExitCodes.DONE);
        assertThat(captured.out().lines().filter(line -> line.startsWith("Backbone")))
                .hasSize(2);
    }
}
