package org.tl4j.strategies.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.TrainingException;
import org.tl4j.core.progress.Progress;

/** Losses that are not finite, or too large. */
class TrainingLossTest extends ShortTrainingRun {
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void lossThatIsNotFiniteStopsWithStepAndRate(double wrong) {
        FakeNetwork network = new FakeNetwork(step -> step == 4 ? wrong : 1, step -> 0.5);

        assertThatThrownBy(() -> TrainingLoop.train(run(network, 0, checkpoints, Progress.NONE)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("loss of piece, epoch 2, step 2")
                .hasMessageContaining("at learning rate 0.1")
                .hasMessageContaining("learning-rate=0.01");
        assertThat(checkpoints.read("piece")).isPresent();
        assertThat(checkpoints.writes()).isEqualTo(1);
    }

    @Test
    void lossThatExplodesStopsWhenItStaysSo() {
        FakeNetwork network = new FakeNetwork(step -> step < 4 ? 1 : 1e6, step -> 0.5);

        assertThatThrownBy(() -> TrainingLoop.train(run(network, 0, checkpoints, Progress.NONE)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("loss of piece, epoch 3, step 3")
                .hasMessageContaining("found 1.000e+06 at learning rate 0.1");
    }

    @Test
    void badStepsBeforeAnInterruptCountAfterIt() {
        FakeNetwork network = new FakeNetwork(step -> step < 4 ? 1 : 1e6, step -> 0.5);
        assertThatThrownBy(() -> TrainingLoop.train(run(network, 0, checkpoints, interruptAt(6))))
                .isInstanceOf(InterruptedWorkException.class);
        assertThat(Thread.interrupted()).isFalse();

        assertThatThrownBy(() -> TrainingLoop.train(run(network, 0, checkpoints, Progress.NONE)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("loss of piece, epoch 3, step 3");
    }

    @Test
    void fewBadStepsAreARoughPassage() {
        FakeNetwork network = new FakeNetwork(step -> step >= 4 && step < 8 ? 1e6 : 1, step -> 0.5);

        TrainingLoop.train(run(network, 0, checkpoints, Progress.NONE));

        assertThat(epochs()).hasSize(EPOCHS);
    }

    @Test
    void networkThatDivergedInTheLastStepOfAnEpochIsNotKept() {
        FakeNetwork network = new FakeNetwork(step -> 1, steps -> steps < 2 * STEPS_AN_EPOCH ? 0.1 : Double.NaN);

        assertThatThrownBy(() -> TrainingLoop.train(run(network, 0, checkpoints, Progress.NONE)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("validation loss of piece, epoch 2")
                .hasMessageContaining("learning-rate=0.01");
        assertThat(checkpoints.read("piece").orElseThrow().facts())
                .containsEntry("epoch", "2")
                .containsEntry("best-epoch", "1");
    }
}
