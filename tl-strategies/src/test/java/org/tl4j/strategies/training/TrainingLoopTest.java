package org.tl4j.strategies.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.Checkpoint;
import org.tl4j.core.training.CheckpointStore;
import org.tl4j.core.training.RunContext;
import org.tl4j.core.training.TrainingEvent.EpochEnded;
import org.tl4j.core.training.TrainingEvent.TrainingStarted;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.strategies.extraction.Fakes;

class TrainingLoopTest extends ShortTrainingRun {
    @Test
    void everyEpochHasTheMeanLossOfItsExamples() {
        FakeNetwork network = new FakeNetwork(step -> step / 10.0, step -> 0.5);

        TrainingLoop.train(run(network, 0, checkpoints, Progress.NONE));

        assertThat(epochs()).extracting(EpochEnded::epoch).containsExactly(1, 2, 3, 4);
        assertThat(network.batches()).containsExactly(4, 3, 3, 4, 3, 3, 4, 3, 3, 4, 3, 3);
        assertThat(epochs().get(1).loss()).isCloseTo((4 * 0.3 + 3 * 0.4 + 3 * 0.5) / 10, within(1e-12));
        assertThat(epochs().get(0).validation().orElseThrow().accuracy()).isEqualTo(0.5);
    }

    @Test
    void networkIsLeftAsItWasAfterItsBestEpoch() {
        double[] accuracies = {0.2, 0.9, 0.4, 0.8};
        FakeNetwork network = new FakeNetwork(step -> 1, byEpoch(accuracies));

        Trained trained = TrainingLoop.train(run(network, 0, checkpoints, Progress.NONE));

        assertThat(network.steps()).isEqualTo(2 * STEPS_AN_EPOCH);
        assertThat(trained.outcome().orElseThrow().score().accuracy()).isEqualTo(0.9);
        assertThat(trained.epoch()).isEqualTo(2);
        assertThat(trained.epochs()).isEqualTo(EPOCHS);
    }

    @Test
    void runEndsAfterTheLastEpochThatIsAskedForByTheScheduleOfAll() {
        FakeNetwork all = new FakeNetwork(step -> 1, step -> 1);
        FakeNetwork two = new FakeNetwork(step -> 1, step -> 1);

        TrainingLoop.train(withoutValidation(run(all, 0, checkpoints, Progress.NONE)));
        Trained trained = TrainingLoop.train(withoutValidation(run(two, 0, checkpoints, Progress.NONE)), 2);

        assertThat(two.steps()).isEqualTo(2 * STEPS_AN_EPOCH);
        assertThat(two.rates()).isEqualTo(all.rates().subList(0, 2 * STEPS_AN_EPOCH));
        assertThat(trained.epoch()).isEqualTo(2);
    }

    @Test
    void patienceEndsTheRun() {
        double[] accuracies = {0.5, 0.4, 0.4, 0.9};
        FakeNetwork network = new FakeNetwork(step -> 1, byEpoch(accuracies));

        TrainingLoop.train(run(network, 2, checkpoints, Progress.NONE));

        assertThat(epochs()).hasSize(3);
        assertThat(network.steps()).isEqualTo(STEPS_AN_EPOCH);
    }

    @Test
    void withoutValidationTheLastEpochCounts() {
        FakeNetwork network = new FakeNetwork(step -> 1, step -> 1);

        Trained trained = TrainingLoop.train(withoutValidation(run(network, 0, checkpoints, Progress.NONE)));

        assertThat(trained.outcome()).isEmpty();
        assertThat(trained.epoch()).isEqualTo(EPOCHS);
        assertThat(network.steps()).isEqualTo(EPOCHS * STEPS_AN_EPOCH);
        assertThat(epochs().get(0).validation()).isEmpty();
    }

    @Test
    void interruptKeepsWhatWasReachedInTheMiddleOfAnEpoch() {
        FakeNetwork network = new FakeNetwork(step -> 1, step -> 0.5);

        assertThatThrownBy(() -> TrainingLoop.train(run(network, 0, checkpoints, interruptAt(4))))
                .isInstanceOf(InterruptedWorkException.class)
                .hasMessageContaining("piece was interrupted, found epoch 2, step 1 of 3");
        assertThat(Thread.interrupted()).isFalse();
        assertThat(checkpoints.read("piece").orElseThrow().facts())
                .containsEntry("epoch", "2")
                .containsEntry("batch", "1");
    }

    @Test
    void interruptWhileItIsMeasuredKeepsTheWholeEpoch() {
        FakeNetwork network = new FakeNetwork(step -> 1, steps -> {
            if (steps == 2 * STEPS_AN_EPOCH) {
                Thread.currentThread().interrupt();
            }
            return 0.5;
        });

        assertThatThrownBy(() -> TrainingLoop.train(withValidation(run(network, 0, checkpoints, Progress.NONE), 80)))
                .isInstanceOf(InterruptedWorkException.class)
                .hasMessageContaining("piece was interrupted, found epoch 2");
        assertThat(Thread.interrupted()).isFalse();
        assertThat(epochs()).hasSize(2);
        assertThat(checkpoints.read("piece").orElseThrow().facts())
                .containsEntry("epoch", "3")
                .containsEntry("batch", "0");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void resumedRunEndsLikeAnUndisturbedOne(int stoppedAt) {
        double[] accuracies = {0.2, 0.9, 0.4, 0.8};
        FakeNetwork undisturbed = new FakeNetwork(step -> 1 + step / 100.0, byEpoch(accuracies));
        TrainingLoop.train(run(undisturbed, 0, new MemoryCheckpoints(), Progress.NONE));
        List<EpochEnded> expected = epochs();
        events.clear();

        FakeNetwork stopped = new FakeNetwork(step -> 1 + step / 100.0, byEpoch(accuracies));
        assertThatThrownBy(() -> TrainingLoop.train(run(stopped, 0, checkpoints, interruptAt(stoppedAt))))
                .isInstanceOf(InterruptedWorkException.class);
        FakeNetwork gone = new FakeNetwork(step -> 1 + step / 100.0, byEpoch(accuracies));
        TrainingLoop.train(run(gone, 0, checkpoints, Progress.NONE));

        assertThat(gone.value()).isEqualTo(undisturbed.value());
        assertThat(gone.steps()).isEqualTo(undisturbed.steps());
        assertThat(epochs())
                .extracting(EpochEnded::loss)
                .containsExactlyElementsOf(
                        expected.stream().map(EpochEnded::loss).toList());
    }

    @Test
    void runKilledBetweenItsRowAndItsCheckpointLosesNoRow() {
        int[] written = {0};
        CheckpointStore killed = new CheckpointStore() {
            @Override
            public Optional<Checkpoint> read(String piece) {
                return checkpoints.read(piece);
            }

            @Override
            public void write(String piece, Checkpoint checkpoint) {
                if (++written[0] == 2) {
                    throw new IllegalStateException("killed");
                }
                checkpoints.write(piece, checkpoint);
            }
        };
        assertThatThrownBy(() -> TrainingLoop.train(run(network(), 0, killed, Progress.NONE)))
                .hasMessage("killed");
        TrainingLoop.train(run(network(), 0, checkpoints, Progress.NONE));

        assertThat(epochs()).extracting(EpochEnded::epoch).containsExactly(1, 2, 2, 3, 4);
        assertThat(epochs().get(1).loss()).isEqualTo(epochs().get(2).loss());
    }

    @Test
    void interruptWhileARowIsWrittenCostsNeitherRowNorCheckpoint() {
        boolean[] spoilt = {false};
        TrainingRun run = run(network(), 0, checkpoints, Progress.NONE);
        TrainingRun disturbed = withListener(run, event -> {
            if (event instanceof EpochEnded && !spoilt[0]) {
                spoilt[0] = true;
                Thread.currentThread().interrupt();
                throw new IllegalStateException("an interrupted thread cannot write files");
            }
            events.add(event);
        });

        assertThatThrownBy(() -> TrainingLoop.train(disturbed))
                .isInstanceOf(InterruptedWorkException.class)
                .hasMessageContaining("epoch 1, after its last step");
        assertThat(Thread.interrupted()).isFalse();
        assertThat(epochs()).hasSize(1);
        assertThat(checkpoints.read("piece").orElseThrow().facts()).containsEntry("epoch", "2");
    }

    @Test
    void runInterruptedAfterItsLastBatchReportsNoSpeed() {
        assertThatThrownBy(() -> TrainingLoop.train(run(network(), 0, checkpoints, interruptAt(STEPS_AN_EPOCH))))
                .isInstanceOf(InterruptedWorkException.class);
        TrainingLoop.train(run(network(), 0, checkpoints, Progress.NONE));

        assertThat(epochs().get(0).imagesPerSecond()).isEmpty();
        assertThat(epochs().get(1).imagesPerSecond()).isPresent();
    }

    @Test
    void finishedRunMakesNoStep() {
        TrainingLoop.train(run(new FakeNetwork(step -> 1, step -> 0.5), 0, checkpoints, Progress.NONE));
        events.clear();
        FakeNetwork again = new FakeNetwork(step -> 1, step -> 0.5);

        TrainingLoop.train(run(again, 0, checkpoints, Progress.NONE));

        assertThat(again.rates()).isEmpty();
        assertThat(again.steps()).isPositive();
        assertThat(events).isEmpty();
    }

    @Test
    void checkpointOfAnotherRunIsRefused() {
        TrainingLoop.train(run(new FakeNetwork(step -> 1, step -> 0.5), 0, checkpoints, Progress.NONE));
        TrainingRun other = run(new FakeNetwork(step -> 1, step -> 0.5), 0, checkpoints, Progress.NONE);

        assertThatThrownBy(() -> TrainingLoop.train(new TrainingRun(
                        other.piece(),
                        other.network(),
                        2,
                        other.train(),
                        other.validation(),
                        other.settings(),
                        other.rates(),
                        Map.of("seed", "2"),
                        Fakes.WORKERS,
                        other.context())))
                .hasMessageContaining("checkpoint of piece must be of a run whose seed is 2, found 1");
    }

    @Test
    void startIsReportedWithTheNextEpoch() {
        assertThatThrownBy(() -> TrainingLoop.train(
                        run(new FakeNetwork(step -> 1, step -> 0.5), 0, checkpoints, interruptAt(5))))
                .isInstanceOf(InterruptedWorkException.class);
        TrainingLoop.train(run(new FakeNetwork(step -> 1, step -> 0.5), 0, checkpoints, Progress.NONE));

        assertThat(events)
                .filteredOn(TrainingStarted.class::isInstance)
                .containsExactly(new TrainingStarted("piece", 1, EPOCHS), new TrainingStarted("piece", 2, EPOCHS));
    }

    private static FakeNetwork network() {
        return new FakeNetwork(step -> 1 + step / 100.0, step -> 0.5);
    }

    private static TrainingRun withListener(TrainingRun run, TrainingListener listener) {
        return new TrainingRun(
                run.piece(),
                run.network(),
                run.classes(),
                run.train(),
                run.validation(),
                run.settings(),
                run.rates(),
                run.identity(),
                Fakes.WORKERS,
                run.context().withListener(listener));
    }

    private static IntToDoubleFunction byEpoch(double[] accuracies) {
        return steps -> accuracies[Math.max(0, steps / STEPS_AN_EPOCH - 1)];
    }

    /** Examples of files, which an interrupted thread cannot read. */
    private TrainingRun withoutValidation(TrainingRun run) {
        return new TrainingRun(
                run.piece(),
                run.network(),
                2,
                run.train(),
                new NumberExamples(0),
                run.settings(),
                run.rates(),
                Map.of(),
                Fakes.WORKERS,
                RunContext.of(1).withListener(events::add));
    }

    private static TrainingRun withValidation(TrainingRun run, int count) {
        NumberExamples numbers = new NumberExamples(count);
        Examples files = new Examples() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public int width() {
                return numbers.width();
            }

            @Override
            public LabelMatrix targets() {
                return numbers.targets();
            }

            @Override
            public void load(int index, long seed, FloatBuffer target) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new DataException("image " + index, "must be readable", "a closed file", "");
                }
                numbers.load(index, seed, target);
            }
        };
        return new TrainingRun(
                run.piece(),
                run.network(),
                run.classes(),
                run.train(),
                files,
                run.settings(),
                run.rates(),
                run.identity(),
                Fakes.WORKERS,
                run.context());
    }
}
