package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.application.runs.RunFolder;
import org.tl4j.cli.output.ExitCodes;

/** Commands that do not start ND4J: help, and wrong usage. */
class UsageTest {
    @TempDir
    private Path folder;

    private final Captured captured = Captured.plain();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quickstart",
                "train",
                "evaluate",
                "predict",
                "features",
                "backbones",
                "doctor",
                "bench",
                "pretrain",
                "find-learning-rate",
                "export",
                "convert",
                "compare",
                "diff",
                "suggest",
                "card",
                "serve",
                "spark-predict",
                "spark-features",
                "completion",
                "help"
            })
    void helpOfEachCommandListsItsExitCodes(String command) {
        assertThat(run(command, "--help")).isEqualTo(ExitCodes.DONE);

        assertThat(captured.out())
                .contains("Usage: tl " + command)
                .contains("0     done")
                .contains("1     failed")
                .contains("2     wrong usage")
                .contains("3     some inputs were skipped with --strict");
        assertThat(captured.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--max-megapixels, 0, must be from 1 to 700 megapixels",
        "--max-megapixels, 701, must be from 1 to 700 megapixels",
        "--max-file-megabytes, 0, must be from 1 to 2000 megabytes",
        "--max-file-megabytes, -1, must be from 1 to 2000 megabytes",
        "--max-file-megabytes, 2001, must be from 1 to 2000 megabytes"
    })
    void limitsAreRefusedByTheirOptionAndUnit(String option, String value, String rule) {
        assertThat(run("train", "--data", "x", "--output", "y.tlz", option + "=" + value))
                .isEqualTo(ExitCodes.USAGE);

        assertThat(captured.err()).startsWith("tl: %s %s, found %s".formatted(option, rule, value));
    }

    @Test
    void helpListsTheCommands() {
        assertThat(run("help")).isEqualTo(ExitCodes.DONE);

        assertThat(captured.out()).contains("quickstart", "train", "evaluate", "predict", "features", "doctor");
    }

    @Test
    void helpOfACommandCanBeAskedForEitherWay() {
        Captured other = Captured.plain();

        run("help", "train");
        Main.run(other.console(), "train", "--help");

        assertThat(captured.out()).isEqualTo(other.out());
    }

    @Test
    void wrongUsageIsOneLineWithExitCodeTwo() {
        assertThat(run("evaluate", "x.tlz")).isEqualTo(ExitCodes.USAGE);

        assertThat(captured.out()).isEmpty();
        assertThat(captured.err().lines())
                .containsExactly("tl: wrong usage: missing required option: '--data=DIR|ZIP|CSV';"
                        + " `tl evaluate --help` shows its options");
    }

    @Test
    void trainingNeedsDataAndAnOutputUnlessItIsResumed() {
        assertThat(run("train", "--data", "x")).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("--output must be given", "`tl train --help`");
        assertThat(run("train", "--output", "x.tlz")).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("--data must be given");
    }

    @Test
    void goingOnTakesNoOtherOptions() {
        assertThat(run("train", "--resume", folder.toString(), "--seed", "3")).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("--resume takes everything from its folder, found --seed");
    }

    @Test
    void goingOnNeedsARun() {
        assertThat(run("train", "--resume", folder.toString())).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains(folder.toString(), "run.json");
    }

    @Test
    void goingOnMakesNoFolder() {
        assertThat(run("train", "--resume", folder.resolve("typo").toString())).isEqualTo(ExitCodes.USAGE);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void goingOnReadsNothingThatAnotherHolds() throws IOException {
        Files.writeString(folder.resolve("run.json"), "half");
        RunFolder held = RunFolder.open(folder);
        try {
            assertThat(run("train", "--resume", folder.toString())).isEqualTo(ExitCodes.USAGE);
        } finally {
            held.close();
        }
        assertThat(captured.err()).contains("is for one run at a time");
    }

    @Test
    void timeIsReportedAsItIsWritten() {
        assertThat(train("--time-budget", "0s")).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("time-budget must be above 0, found 0s");
    }

    @Test
    void timeIsForAutoAlone() {
        assertThat(train("--strategy", "fine-tuning", "--time-budget", "1m")).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("--time-budget goes with --strategy auto, found fine-tuning");
    }

    @Test
    void wrongUsageIsADocumentForPrograms() {
        assertThat(run("evaluate", "--json")).isEqualTo(ExitCodes.USAGE);

        assertThat(captured.json().at("/error/category").asText()).isEqualTo("usage");
        assertThat(captured.err().lines()).hasSize(1);
    }

    @Test
    void aMistypedCommandIsRecognised() {
        assertThat(run("evalute")).isEqualTo(ExitCodes.USAGE);

        assertThat(captured.err()).contains("'evalute'").contains("did you mean evaluate");
    }

    @ParameterizedTest
    @CsvSource({"--tpo=3, --top", "--striict, --strict", "--jsn, --json"})
    void aMistypedOptionIsRecognised(String typed, String meant) {
        assertThat(run("predict", "x.tlz", "x.png", typed)).isEqualTo(ExitCodes.USAGE);

        assertThat(captured.err()).contains("did you mean " + meant + "?");
    }

    @Test
    void noCommandIsWrongUsage() {
        assertThat(run()).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("a command is missing");
    }

    @Test
    void unknownStrategiesAreRefusedWithTheKnownOnes() {
        assertThat(train("--strategy", "fine-tunning")).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err())
                .contains("--strategy must be one of auto, feature-extraction, fine-tuning, from-scratch,"
                        + " found fine-tunning; did you mean fine-tuning?");
    }

    @Test
    void theSeedOfARateSearchIsASetting() {
        assertThat(run("find-learning-rate", "--data", "x", "--seed", "x")).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("seed must be a whole number, found x");
    }

    @Test
    void settingsAreCheckedBeforeAnythingElse() throws IOException {
        Path config = Files.writeString(folder.resolve("my.yaml"), "fold: 3\n");

        assertThat(train("--config", config.toString(), "--set", "tolerance=7", "--seed", "x"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err())
                .contains("did you mean folds?")
                .contains("tolerance must be in (0, 1), found 7")
                .contains("seed must be a whole number, found x");
        assertThat(captured.err().lines()).hasSize(1);
    }

    @Test
    void optionsWinOverSettings() {
        assertThat(train("--set", "validation-fraction=0.1", "--validation-fraction", "2"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("validation-fraction must be in [0, 1), found 2.0");
    }

    @Test
    void weightsNeedABackbone() {
        assertThat(train("--weights", "x.safetensors")).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("--backbone must be given with --weights");
    }

    @Test
    void anInputSizeNeedsABackboneAndARange() {
        assertThat(train("--input-size", "48")).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("--backbone must be given with --input-size");
        assertThat(train("--backbone", "resnet20-garments", "--input-size", "0"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("input-size must be from 1 to 4096 pixels, found 0");
    }

    @Test
    void aFolderInPlaceOfTheOutputIsSeenBeforeTheWork() {
        assertThat(run("train", "--data", "x", "--output", folder.toString())).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("--output must be a file");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aDeviceInPlaceOfTheOutputIsSeenBeforeTheWork() {
        for (String device : new String[] {"/dev/full", "/dev/null", "/dev/stdout"}) {
            assertThat(run("train", "--data", "x", "--output", device)).isEqualTo(ExitCodes.USAGE);
            assertThat(captured.err()).contains("--output must be a regular file, found the device or pipe " + device);
        }
    }

    @Test
    void anUnknownPartIsRefused() {
        assertThat(run("evaluate", "x.tlz", "--data", "x", "--part", "tset")).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("--part must be one of train, validation, test, found tset");
    }

    @Test
    void featuresNeedAFormat() {
        assertThat(run("features", "--data", "x", "--output", "x.txt")).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("--output must end in .npy or .csv");
    }

    @Test
    void exportKnowsItsFormats() {
        assertThat(run("export", "x.tlz", "--format", "onx", "--output", "x.zip"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err())
                .contains("--format must be one of onnx, deeplearning4j, safetensors, found onx; did you mean onnx?");
    }

    @Test
    void onlyOnnxHoldsThePreprocessing() {
        assertThat(run("export", "x.tlz", "--format", "deeplearning4j", "--output", "x.zip", "--with-preprocessing"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("--with-preprocessing must be given with --format onnx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--boundary=layer2,layer3", "--pooling=max"})
    void whatBelongsToABackboneNeedsItsName(String option) {
        assertThat(train(option)).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err())
                .contains("--backbone must be given with " + option.substring(0, option.indexOf('=')));
    }

    @Test
    void unknownPoolingIsAnsweredWithTheKnownOnes() {
        assertThat(train("--backbone", "resnet20-garments", "--pooling", "flaten"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err())
                .contains("--pooling must be one of average, max, both, flatten, found flaten; did you mean flatten?");
    }

    @Test
    void completionIsAScript() {
        assertThat(run("completion")).isEqualTo(ExitCodes.DONE);
        assertThat(captured.out()).startsWith("#!/usr/bin/env bash").contains("quickstart", "--validation-fraction");
    }

    @Test
    void verboseAddsTheTrace() {
        assertThat(run("--verbose", "export", "x.tlz", "--format", "onx", "--output", "x.zip"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("at org.tl4j.cli.commands.ExportCommand");
    }

    private int train(String... more) {
        String[] arguments = new String[5 + more.length];
        System.arraycopy(
                new String[] {
                    "train", "--data", "x", "--output", folder.resolve("x.tlz").toString()
                },
                0,
                arguments,
                0,
                5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return run(arguments);
    }

    private int run(String... arguments) {
        return Main.run(captured.console(), arguments);
    }
}
