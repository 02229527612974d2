package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.cli.output.ExitCodes;

/** {@code tl compare}, with images of two colours. */
class CompareCommandTest {
    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private Captured command;

    @BeforeEach
    void start() {
        command = Captured.in(shared);
    }

    @ParameterizedTest
    @CsvSource({
        "--strategies, fine-tunning, '--strategies must be of feature-extraction, fine-tuning, from-scratch'",
        "--strategies, auto, 'found auto, which chooses between feature-extraction and fine-tuning; name both'",
        "--weights, net.safetensors, '--weights goes with one network in --backbones, found none'",
        "--per-class, many, '--per-class must be whole numbers or all, found many'",
        "--per-class, 1, 'images per class must be at least 2, found 1'",
        "--seeds, 0, 'seeds must be at least 1, found 0'",
        "--time-budget, soon, '--time-budget must be a time such as 90s, 10m or 1h30m, found soon'",
        "--time-budget, 0s, 'time-budget must be above 0, found 0s'"
    })
    void refusesWhatItCannotCompare(String option, String value, String message) {
        assertThat(command.run("compare", folder, option + "=" + value)).isEqualTo(ExitCodes.USAGE);

        assertThat(command.err()).contains(message);
    }

    @Test
    void leavesNoFolderBehindWhereNothingWasMeasured() throws IOException {
        Path output = folder.resolve("out");
        Path data = folder.resolve("data");
        ColouredImages.write(data, 1, 1);

        assertThat(command.run("compare", data, "--backbones", "resnet20-garments", "--output", output))
                .isEqualTo(ExitCodes.FAILED);

        assertThat(command.err()).contains("images");
        assertThat(output).doesNotExist();
    }

    @Test
    void ofSeveralLabelsTheFigureIsTheMeanAveragePrecision() throws IOException {
        Path data = folder.resolve("data");
        Path output = folder.resolve("out");
        ColouredImages.write(data, 24, 1);
        StringBuilder rows = new StringBuilder("path,label\n");
        for (int i = 0; i < 24; i++) {
            rows.append("data/red/image-%02d.png,%s\n".formatted(i, i % 2 == 0 ? "red|warm" : "red"));
            rows.append("data/blue/image-%02d.png,%s\n".formatted(i, i % 8 == 0 ? "" : "blue"));
        }
        Path list = Files.writeString(folder.resolve("list.csv"), rows);

        JsonNode document = command.document(
                "compare",
                list,
                "--backbones",
                "resnet20-garments",
                "--strategies",
                "feature-extraction",
                "--per-class",
                "5,all",
                "--seeds",
                "2",
                "--output",
                output,
                "--json");

        assertThat(document.get("metric").asText()).isEqualTo("mean-average-precision");
        assertThat(document.at("/means/1/meanAveragePrecision").asDouble()).isBetween(0.6, 1.0);
        assertThat(document.at("/means/1").has("accuracy")).isFalse();
        assertThat(document.at("/runs/0/meanAveragePrecisionInterval")).hasSize(2);
        assertThat(document.at("/sentences/0").asText()).contains("its mean average precision on");
        assertThat(Files.readAllLines(output.resolve("comparison.csv")).get(0))
                .contains("frozen,mean_average_precision,interval_low");
        assertThat(Files.readString(output.resolve("report.html")))
                .contains("Mean average precision with few and with more images", "images per label")
                .doesNotContain("ccuracy");
        assertThat(command.run(
                        "compare",
                        list,
                        "--backbones",
                        "resnet20-garments",
                        "--strategies",
                        "feature-extraction",
                        "--per-class",
                        "5,all",
                        "--seeds",
                        "2",
                        "--output",
                        output))
                .isEqualTo(ExitCodes.DONE);
        assertThat(command.err()).contains("4 trainings, of which 4 are kept from before");
    }

    @Test
    void writesItsTablesAndGoesOnWithMoreSeeds() throws IOException {
        Path data = folder.resolve("data");
        Path output = folder.resolve("out");
        ColouredImages.write(data, 16, 1);

        JsonNode document = command.document(
                "compare",
                data,
                "--backbones",
                "resnet20-garments",
                "--strategies",
                "feature-extraction",
                "--per-class",
                "2,5",
                "--seeds",
                "1",
                "--output",
                output,
                "--json");

        assertThat(document.get("runs")).hasSize(2);
        assertThat(document.at("/means/1/accuracy").asDouble()).isGreaterThan(0.9);
        assertThat(document.at("/recommendation/strategy").asText()).isEqualTo("feature-extraction");
        String row = Files.readString(Path.of("../docs/json.md"))
                .lines()
                .filter(line -> line.startsWith("| `compare` |"))
                .findFirst()
                .orElseThrow();
        assertThat(Captured.names(document)).allSatisfy(field -> assertThat(row).contains("`" + field + "`"));
        assertThat(Files.readAllLines(output.resolve("comparison.csv")))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("backbone,strategy,images_per_class,seed,status");
        assertThat(Files.readString(output.resolve("comparison.json"))).contains("\"recommendation\"");

        assertThat(command.run(
                        "compare",
                        data,
                        "--backbones",
                        "resnet20-garments",
                        "--strategies",
                        "feature-extraction",
                        "--per-class",
                        "2,5",
                        "--seeds",
                        "2",
                        "--output",
                        output))
                .isEqualTo(ExitCodes.DONE);
        assertThat(command.err()).contains("4 trainings, of which 2 are kept from before", "4 of 4: ");
        assertThat(command.out()).contains("For images like these, take feature-extraction of resnet20-garments");
    }
}
