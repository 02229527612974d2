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
 * A network that was fine-tuned, to be weighed against the frozen one.
 *
 * @param network after its best epoch; whoever has the trial closes it
 * @param outcome what it says of each validation image
 * @param epoch the one after which it was kept, from 1
 * @param epochs how many there could be
 * @param took how long it was trained
 */
public record Candidate(TrainableNetwork network, ValidationPredictions outcome, int epoch, int epochs, Duration took)
        implements AutoCloseable {
    /** Does a run that has validation examples, and takes over its network. */
    public static Candidate of(TrainingRun run) {
        return of(run, run.settings().epochs(), Optional::orElseThrow);
    }

    /**
     * Does a run that has no validation examples up to the epoch of {@code measured}, and takes over its network; the outcome
     * is that of {@code measured}.
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
     * What it reached, as data.
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
