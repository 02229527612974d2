package org.tl4j.application.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.comparison.ComparedChoice;
import org.tl4j.core.comparison.ComparedStrategy;
import org.tl4j.core.comparison.ComparisonCell;
import org.tl4j.core.comparison.ComparisonPlan;
import org.tl4j.core.comparison.ComparisonPoint;
import org.tl4j.core.comparison.ComparisonRun;
import org.tl4j.core.comparison.HeldOutScore;
import org.tl4j.core.comparison.KeptRun;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.evaluation.Interval;
import org.tl4j.core.provenance.Digest;

class ComparisonFileTest {
    @TempDir
    private Path folder;

    @Test
    void hasNothingBeforeItIsWritten() {
        assertThat(new ComparisonFile(folder).read()).isEmpty();
    }

    static List<HeldOutScore> scores() {
        return List.of(
                new HeldOutScore.Hits("10-1"),
                new HeldOutScore.Ranking(0.75, new Interval(0.5, 0.9), List.of(0.5, Double.NaN, 1.0 / 3, -0.25)));
    }

    @ParameterizedTest
    @MethodSource("scores")
    void readsWhatItWrote(HeldOutScore score) {
        List<KeptRun> runs = List.of(new KeptRun(
                Digest.of("conditions"),
                new ComparisonRun(
                        new ComparisonCell(
                                new ComparedChoice("net", ComparedStrategy.FINE_TUNING), ComparisonPlan.ALL, 2),
                        40,
                        10,
                        12.5,
                        12,
                        true,
                        score,
                        0.123456789,
                        12.5,
                        List.of(new ComparisonPoint(0, 1.5, 0.25)))));

        new ComparisonFile(folder).write(runs);

        assertThat(new ComparisonFile(folder).read()).isEqualTo(runs);
        new ComparisonFile(folder).write(List.of());
        assertThat(new ComparisonFile(folder).read()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "{}", "{\"runs\": null}", "{\"runs\": [{}]}", "{\"runs\": [], \"more\": 1}", "["})
    void refusesAnotherFile(String content) throws IOException {
        Files.writeString(folder.resolve(ComparisonFile.NAME), content);

        assertThatThrownBy(() -> new ComparisonFile(folder).read())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("runs.json must be as a comparison writes it")
                .hasMessageContaining("delete it to start again");
    }
}
