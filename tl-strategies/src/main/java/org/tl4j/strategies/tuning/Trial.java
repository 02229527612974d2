package org.tl4j.strategies.tuning;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.strategies.descent.Descent;
import org.tl4j.strategies.descent.Outcome;
import org.tl4j.strategies.descent.Run;

/**
 * A network that was fine-tuned, to be weighed against the frozen one.
 *
 * @param network after its best epoch; whoever has the trial closes it
 * @param outcome what it says of each validation image
 * @param took how long it was trained
 */
public record Trial(TrainableNetwork network, Outcome outcome, Duration took) implements AutoCloseable {
    /** Does a run that has validation examples, and takes over its network. */
    public static Trial of(Run run) {
        return of(run, Optional::orElseThrow);
    }

    /** Does a run that has none, and takes over its network; {@code outcome} was measured before. */
    static Trial of(Run run, Outcome outcome) {
        return of(run, none -> outcome);
    }

    private static Trial of(Run run, Function<Optional<Outcome>, Outcome> told) {
        long started = System.nanoTime();
        try {
            Outcome outcome = told.apply(Descent.train(run));
            return new Trial(run.network(), outcome, Duration.ofNanos(System.nanoTime() - started));
        } catch (RuntimeException e) {
            run.network().close();
            throw e;
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
