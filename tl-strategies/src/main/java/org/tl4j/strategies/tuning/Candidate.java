package org.tl4j.strategies.tuning;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.training.CandidateResult;
import org.tl4j.strategies.training.Trained;
import org.tl4j.strategies.training.TrainingLoop;
import org.tl4j.strategies.training.TrainingRun;
import org.tl4j.strategies.training.ValidationPredictions;

/**
 * A fine-tuned network, to be compared with the frozen one.
 *
 * @param network after its best epoch; the owner of the candidate closes it
 * @param outcome its predictions for the validation images
 * @param epoch the epoch of the network that was kept, from 1
 * @param epochs how many epochs there could be
 * @param took how long it was trained
 */
public record Candidate(TrainableNetwork network, ValidationPredictions outcome, int epoch, int epochs, Duration took)
        implements AutoCloseable {
    /** Executes a run with validation examples, and takes over its network. */
    public static Candidate of(TrainingRun run) {
        return of(run, run.settings().epochs(), Optional::orElseThrow);
    }

    /**
     * Executes a run without validation examples up to the epoch of {@code measured}, and takes over its network; the
     * predictions are those of {@code measured}.
     */
    static Candidate of(TrainingRun run, Candidate measured) {
        return of(run, measured.epoch(), none -> measured.outcome());
    }

    private static Candidate of(
            TrainingRun run, int last, Function<Optional<ValidationPredictions>, ValidationPredictions> outcome) {
        long started = System.nanoTime();
        try {
            Trained trained = TrainingLoop.train(run, last);
            return new Candidate(
                    run.network(),
                    outcome.apply(trained.outcome()),
                    trained.epoch(),
                    trained.epochs(),
                    Duration.ofNanos(System.nanoTime() - started));
        } catch (RuntimeException e) {
            run.network().close();
            throw e;
        }
    }

    /**
     * Its result as data.
     *
     * @param name how it was trained
     * @param shortened whether it had fewer epochs than the settings say
     */
    CandidateResult result(String name, boolean shortened) {
        return new CandidateResult(name, outcome.score(), epoch, epochs, shortened, took.toMillis() / 1000.0);
    }

    @Override
    public void close() {
        network.close();
    }
}
