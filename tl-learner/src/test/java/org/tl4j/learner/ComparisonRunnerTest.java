package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.comparison.ComparedChoice;
import org.tl4j.core.comparison.ComparedStrategy;
import org.tl4j.core.comparison.ComparisonCell;
import org.tl4j.core.comparison.ComparisonEvent;
import org.tl4j.core.comparison.ComparisonListener;
import org.tl4j.core.comparison.ComparisonPlan;
import org.tl4j.core.comparison.ComparisonPoint;
import org.tl4j.core.comparison.ComparisonResult;
import org.tl4j.core.comparison.ComparisonRun;
import org.tl4j.core.comparison.ComparisonStore;
import org.tl4j.core.comparison.HeldOutScore;
import org.tl4j.core.comparison.KeptRun;
import org.tl4j.core.comparison.NotRun;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.StrictException;
import org.tl4j.core.error.TrainingException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.training.ScoreMetric;

class ComparisonRunnerTest {
    private static final Duration LONG = Duration.ofHours(1);

    /** Two classes; feature extraction takes 10 ms per image, an epoch as much. */
    private static final class FakeTrainer implements ComparisonTrainer {
        final List<ComparisonCell> trained = new ArrayList<>();
        String images = "images";
        boolean trainable = true;
        int failAt = Integer.MAX_VALUE;
        RuntimeException failure = new InterruptedWorkException("training", "was interrupted", "epoch 1", "");
        double secondsPerImage = 0.01;
        double now;

        @Override
        public ScoreMetric metric() {
            return ScoreMetric.ACCURACY;
        }

        @Override
        public boolean canTrain(ComparedChoice choice) {
            return trainable || !choice.strategy().hasEpochs();
        }

        @Override
        public int trainImages(ComparisonCell cell) {
            return 2 * Math.min(cell.perClass(), 100);
        }

        @Override
        public int epochs(ComparedChoice choice) {
            return choice.strategy().hasEpochs() ? 20 : 0;
        }

        @Override
        public Digest conditions(ComparedChoice choice) {
            return Digest.of(images + choice);
        }

        @Override
        public Optional<ComparisonRun> train(ComparisonCell cell, int epochs, boolean followed, Pace pace) {
            if (trained.size() == failAt) {
                failAt = Integer.MAX_VALUE;
                throw failure;
            }
            double one = secondsPerImage * trainImages(cell);
            if (epochs > 0 && !pace.goesOn(one)) {
                now += 2 * one;
                return Optional.empty();
            }
            trained.add(cell);
            double seconds = one * Math.max(1, epochs);
            now += seconds;
            int right = 10 + cell.seed() + cell.choice().strategy().word().length();
            return Optional.of(new ComparisonRun(
                    cell,
                    trainImages(cell),
                    2,
                    (trainImages(cell) + 2) / 2.0,
                    epochs,
                    false,
                    new HeldOutScore.Hits("1".repeat(right) + "0".repeat(50 - right)),
                    0.5,
                    seconds,
                    followed ? List.of(new ComparisonPoint(0, seconds, 0.5)) : List.of()));
        }
    }

    private static final class MemoryStore implements ComparisonStore {
        private List<KeptRun> runs = List.of();

        @Override
        public String place() {
            return "the memory";
        }

        @Override
        public List<KeptRun> read() {
            return runs;
        }

        @Override
        public void write(List<KeptRun> written) {
            runs = List.copyOf(written);
        }
    }

    private final FakeTrainer trainer = new FakeTrainer();
    private final MemoryStore store = new MemoryStore();

    private static ComparisonPlan plan(int seeds, Integer... perClass) {
        return new ComparisonPlan(List.of("net"), List.of(ComparedStrategy.values()), List.of(perClass), seeds);
    }

    private ComparisonRunner.Outcome run(ComparisonPlan plan, Duration budget) {
        return run(plan, budget, ComparisonListener.NONE);
    }

    private ComparisonRunner.Outcome run(ComparisonPlan plan, Duration budget, ComparisonListener listener) {
        return new ComparisonRunner(plan, budget, trainer, store, listener, () -> (long) (trainer.now * 1e9)).run();
    }

    @Test
    void runsThePlanInItsOrder() {
        ComparisonRunner.Outcome outcome = run(plan(2, 5, 10), LONG);

        assertThat(trainer.trained).isEqualTo(plan(2, 5, 10).cells());
        assertThat(outcome.runs())
                .extracting(ComparisonRun::cell)
                .isEqualTo(plan(2, 5, 10).cells());
        assertThat(outcome.notRun()).isEmpty();
        assertThat(outcome.runs())
                .allSatisfy(run ->
                        assertThat(run.points().isEmpty()).isEqualTo(run.cell().perClass() == 5));
    }

    @Test
    void interruptedItGoesOnWhereItWasWithTheSameTable() {
        ComparisonPlan plan = plan(2, 5, 10);
        trainer.failAt = 5;
        assertThatThrownBy(() -> run(plan, LONG)).isInstanceOf(InterruptedWorkException.class);
        assertThat(store.runs).hasSize(5);
        List<Integer> kept = new ArrayList<>();

        ComparisonRunner.Outcome resumed = run(plan, LONG, event -> {
            if (event instanceof ComparisonEvent.Planned planned) {
                kept.add(planned.kept());
            }
        });

        assertThat(kept).containsExactly(5);
        assertThat(trainer.trained).isEqualTo(plan.cells());
        store.runs = List.of();
        ComparisonRunner.Outcome unbroken = run(plan, LONG);
        assertThat(new ComparisonResult(plan, ScoreMetric.ACCURACY, 2, 50, resumed.runs(), resumed.notRun())
                        .summaries())
                .isEqualTo(new ComparisonResult(plan, ScoreMetric.ACCURACY, 2, 50, unbroken.runs(), unbroken.notRun())
                        .summaries());
    }

    @Test
    void anotherPlanKeepsWhatItHasInCommon() {
        run(plan(1, 5, 10, 20), LONG);
        trainer.trained.clear();

        ComparisonRunner.Outcome more = run(plan(2, 5, 10, 20), LONG);

        assertThat(more.runs()).hasSize(18);
        assertThat(trainer.trained)
                .hasSize(9)
                .allSatisfy(cell -> assertThat(cell.seed()).isEqualTo(2));
    }

    @Test
    void runsThatWereNotFollowedAreRepeatedWhereTheyAreNow() {
        run(plan(1, 5, 10, 20), LONG);
        trainer.trained.clear();

        run(plan(1, 5), LONG);

        assertThat(trainer.trained).isEqualTo(plan(1, 5).cells());
    }

    @Test
    void refusesRunsOfOtherImages() {
        run(plan(1, 5), LONG);
        trainer.images = "others";

        assertThatThrownBy(() -> run(plan(1, 5), LONG))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("the memory must have runs of the same images")
                .hasMessageContaining("found runs of net by feature-extraction made under other conditions");
    }

    @Test
    void hasFewerEpochsWhereTheDefaultDoesNotFitAndTheSameInAllRuns() {
        // both strategies with epochs: 20 epochs of 10 + 20 images at 10 ms are 6 s each; a share of 4 s of 10 allows
        // 13
        ComparisonRunner.Outcome outcome = run(plan(1, 5, 10), Duration.ofSeconds(10));

        assertThat(outcome.runs())
                .filteredOn(run -> run.cell().choice().strategy() == ComparedStrategy.FINE_TUNING)
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.epochs()).isBetween(12, 13));
        assertThat(outcome.notRun()).isEmpty();
        assertThat(trainer.now).isLessThan(10);
    }

    @Test
    void leavesOutWhatDoesNotFitAndRunsFewerImagesOfLaterSeedsBefore() {
        // an epoch of 200 images takes 2 s
        ComparisonRunner.Outcome outcome = run(plan(2, 5, 10, 100), Duration.ofSeconds(30));

        assertThat(trainer.now).isLessThanOrEqualTo(30);
        assertThat(outcome.notRun()).isNotEmpty().allSatisfy(not -> {
            assertThat(not.reason()).isEqualTo(NotRun.Reason.NO_TIME);
            assertThat(not.cell().perClass()).isEqualTo(100);
        });
        assertThat(outcome.runs())
                .filteredOn(run -> run.cell().perClass() < 100)
                .hasSize(12);
    }

    @Test
    void moreTimeGoesOnWithWhatWasLeftOut() {
        ComparisonPlan plan = plan(2, 5, 10, 100);
        run(plan, Duration.ofSeconds(30));

        ComparisonRunner.Outcome outcome = run(plan, LONG);

        assertThat(outcome.notRun()).isEmpty();
        assertThat(outcome.runs()).hasSize(18);
    }

    @Test
    void timeOfEarlierCallsCounts() {
        trainer.failAt = 3;
        assertThatThrownBy(() -> run(plan(1, 5, 10), Duration.ofSeconds(13))).isInstanceOf(RuntimeException.class);
        double before = trainer.now;

        run(plan(1, 5, 10), Duration.ofMillis(Math.round(1000 * before)));

        assertThat(trainer.trained).hasSize(3);
    }

    @Test
    void timeOfRunsOfAnotherPlanDoesNotCount() {
        run(plan(1, 5, 10, 100), LONG);
        trainer.trained.clear();

        // the kept runs of 100 images took more than the budget
        ComparisonRunner.Outcome outcome = run(plan(2, 5, 10), Duration.ofSeconds(30));

        assertThat(outcome.notRun()).isEmpty();
        assertThat(outcome.runs()).hasSize(12);
    }

    @Test
    void networksThatAreOnlyRunAreNotTrained() {
        trainer.trainable = false;

        ComparisonRunner.Outcome outcome = run(plan(1, 5), LONG);

        assertThat(outcome.runs()).hasSize(1);
        assertThat(outcome.notRun())
                .extracting(NotRun::reason)
                .containsExactly(NotRun.Reason.NOT_TRAINABLE, NotRun.Reason.NOT_TRAINABLE);
    }

    @Test
    void aLossThatExplodesEndsOneRunAlone() {
        trainer.failAt = 1;
        trainer.failure = new TrainingException("loss", "must stay a number", "NaN", "");

        ComparisonRunner.Outcome outcome = run(plan(1, 5), LONG);

        assertThat(outcome.runs()).hasSize(2);
        assertThat(outcome.notRun()).extracting(NotRun::reason).containsExactly(NotRun.Reason.DIVERGED);
    }

    @Test
    void imagesThatCannotBeUsedEndOneRunAloneAndAreTriedAgain() {
        trainer.failAt = 0;
        trainer.failure = new DataException("class ants", "must have an image", "none", "");

        ComparisonRunner.Outcome outcome = run(plan(1, 5), LONG);

        assertThat(outcome.runs()).hasSize(2);
        assertThat(outcome.notRun()).extracting(NotRun::reason).containsExactly(NotRun.Reason.UNUSABLE_IMAGES);
        assertThat(run(plan(1, 5), LONG).notRun()).isEmpty();
    }

    @Test
    void imagesThatMustBeUsableEndTheComparison() {
        trainer.failAt = 1;
        trainer.failure = new StrictException("a.jpg", "is truncated");

        assertThatThrownBy(() -> run(plan(1, 5), LONG)).isSameAs(trainer.failure);
    }
}
