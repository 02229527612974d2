package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.cli.output.ExitCodes;

/** {@code tl find-learning-rate} with the embedded network. */
class FindLearningRateTest {
    @TempDir
    private static Path folder;

    private final Captured captured = Captured.in(folder.resolve("home"));

    @BeforeAll
    static void paint() throws IOException {
        ColouredImages.write(folder.resolve("images"), 6, 1);
    }

    @Test
    void drawsTheCurveWritesItAndSuggestsARate() throws IOException {
        Path curve = folder.resolve("curve.csv");

        assertThat(find("--output", curve.toString())).as(captured.err()).isEqualTo(ExitCodes.DONE);

        assertThat(captured.out().lines().filter(line -> line.contains("|"))).hasSize(12);
        assertThat(captured.out())
                .contains("1e-06")
                .containsPattern(
                        "(Suggested: --set learning-rate=\\d\\S*, half of the rate .*|Keep the rate) in force[:,] 0\\.030\\.")
                .contains("The curve is in " + curve);
        assertThat(Files.readAllLines(curve))
                .hasSizeGreaterThan(20)
                .first()
                .isEqualTo("learning_rate,loss,smoothed_loss");
    }

    @Test
    void documentHoldsTheSuggestionAndEveryStep() {
        assertThat(find("--json")).as(captured.err()).isEqualTo(ExitCodes.DONE);

        assertThat(captured.json().fieldNames()).toIterable().contains("backbone", "inForce", "steps");
        assertThat(captured.json().at("/suggestion").asDouble(0.03)).isBetween(1e-6, 1.0);
        assertThat(captured.json().at("/steps/0/learningRate").asDouble()).isEqualTo(1e-6);
    }

    @Test
    void wrongInputIsRefused() {
        assertThat(run("find-learning-rate")).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("missing required option: '--data=DIR|ZIP|CSV'");
        assertThat(find("--set", "learning-rate=0")).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("learning-rate must be above 0");
        assertThat(find("--output", folder.toString())).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("--output must be a file");
        assertThat(run("find-learning-rate", "--data", folder.resolve("none").toString()))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(captured.err()).contains(folder.resolve("none").toString());
    }

    private int find(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "find-learning-rate",
                "--data",
                folder.resolve("images").toString(),
                "--backbone",
                "resnet20-garments",
                "--set",
                "batch-size=4"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        return Main.run(captured.console(), arguments);
    }
}
