package org.tl4j.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.cli.Captured;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.Problem;
import org.tl4j.core.training.CandidateOutcome;
import org.tl4j.core.training.Decision;
import org.tl4j.core.training.TrainingEvent.Decided;
import org.tl4j.core.training.TrainingEvent.EpochEnded;
import org.tl4j.core.training.Verdict;

class ConsoleProgressTest {
    @Test
    void shortStagesAreSilent() {
        Captured captured = Captured.plain();
        try (ConsoleProgress progress = new ConsoleProgress(captured.console())) {
            progress.at("reading", 0, 10);
            captured.advanceMillis(1900);
            progress.at("reading", 10, 10);
            progress.at("extracting", 0, 10);
            captured.advanceMillis(1900);
            progress.at("extracting", 10, 10);
        }

        assertThat(captured.err()).isEmpty();
        assertThat(captured.out()).isEmpty();
    }

    @Test
    void longStagesAreReportedOccasionally() {
        Captured captured = Captured.plain();
        try (ConsoleProgress progress = new ConsoleProgress(captured.console())) {
            progress.at("extracting features", 0, 300);
            for (int done = 10; done <= 300; done += 10) {
                captured.advanceMillis(1000);
                progress.at("extracting features", done, 300);
            }
        }

        assertThat(captured.err().lines())
                .containsExactly(
                        "tl: extracting features: 20 of 300 (7 %), 10.0 per second, 28.0 s left",
                        "tl: extracting features: 120 of 300 (40 %), 10.0 per second, 18.0 s left",
                        "tl: extracting features: 220 of 300 (73 %), 10.0 per second, 8.0 s left");
        assertThat(captured.out()).isEmpty();
    }

    @Test
    void rateLeavesOutWhatWasDoneBefore() {
        Captured captured = Captured.plain();
        try (ConsoleProgress progress = new ConsoleProgress(captured.console())) {
            progress.at("extracting features", 100, 200);
            captured.advanceMillis(5000);
            progress.at("extracting features", 150, 200);
        }

        assertThat(captured.err()).contains("150 of 200 (75 %), 10.0 per second, 5.0 s left");
    }

    @Test
    void aStageWithoutUnitsIsReported() {
        Captured captured = Captured.plain();
        try (ConsoleProgress progress = new ConsoleProgress(captured.console())) {
            progress.at("waiting", 0, 0);
            progress.at("waiting", 0, 5);
            captured.advanceMillis(2000);
            progress.at("waiting", 0, 5);
        }

        assertThat(captured.err()).isEqualTo("tl: waiting: 0 of 5 (0 %)" + System.lineSeparator());
    }

    @Test
    void terminalsGetABarOnStandardError() {
        Captured captured = Captured.terminal();
        try (ConsoleProgress progress = new ConsoleProgress(captured.console())) {
            progress.at("extracting features", 0, 300);
            assertThat(captured.err()).isEmpty();
            captured.advanceMillis(2000);
            progress.at("extracting features", 20, 300);
            captured.advanceMillis(2000);
            progress.at("extracting features", 300, 300);
        }

        assertThat(captured.err()).contains("extracting features").contains("300/300");
        assertThat(captured.out()).isEmpty();
    }

    @Test
    void epochsAreReportedAtTheirInterval() {
        Captured captured = Captured.plain();
        EpochLines lines = new EpochLines(captured.console(), 5, true);
        for (int epoch = 1; epoch <= 12; epoch++) {
            lines.on(new EpochEnded("piece", epoch, 12, 1.0 / epoch, Optional.empty(), 0.1, Optional.of(80.0)));
        }

        assertThat(captured.err().lines())
                .containsExactly(
                        "tl: piece, epoch 5 of 12: loss 0.200, rate 0.10, 80.0 images per second",
                        "tl: piece, epoch 10 of 12: loss 0.100, rate 0.10, 80.0 images per second",
                        "tl: piece, epoch 12 of 12: loss 0.083, rate 0.10, 80.0 images per second");
    }

    @Test
    void speedThatIsNotFiniteIsNotReported() {
        Captured captured = Captured.plain();
        new EpochLines(captured.console(), 1, true)
                .on(new EpochEnded("piece", 1, 12, 0.5, Optional.empty(), 0.1, Optional.empty()));

        assertThat(captured.err())
                .isEqualTo("tl: piece, epoch 1 of 12: loss 0.500, rate 0.10" + System.lineSeparator());
    }

    @Test
    void decisionsAreReportedOnce() {
        Captured person = Captured.plain();
        Captured program = Captured.plain();
        Decided decided = new Decided(new Decision.NothingToCompare());
        new EpochLines(person.console(), 1, false).on(decided);
        new EpochLines(program.console(), 1, true).on(decided);

        assertThat(person.err()).isEmpty();
        assertThat(program.err())
                .isEqualTo("tl: Without validation images nothing can be compared with it, so it is taken."
                        + System.lineSeparator());
    }

    @Test
    void aFailedCandidateIsReportedWithTheCommandThatHelps() {
        Captured program = Captured.plain();
        Problem problem = new Problem(
                "loss",
                "must stay finite",
                "NaN",
                "start again with learning-rate=1, or " + CallerTerm.FIND_RATE.words());
        new EpochLines(program.console(), 1, true)
                .on(new Decided(new Decision.CandidateTried(
                        "fine-tuning", new CandidateOutcome.Failed(problem), Verdict.NOT_TAKEN, Optional.empty())));

        assertThat(program.err())
                .isEqualTo("tl: Fine-tuning is not taken: loss must stay finite, found NaN; start again with"
                        + " learning-rate=1, or let `tl find-learning-rate` suggest one." + System.lineSeparator());
    }
}
