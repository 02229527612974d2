package org.tl4j.strategies.tuning;

import java.time.Duration;
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
        long started = System.nanoTime();
        try {
            Outcome outcome = Descent.train(run).orElseThrow();
            return new Trial(run.network(), outcome, Duration.ofNanos(System.nanoTime() - started));
        } catch (RuntimeException e) {
            run.network().close();
            throw e;
        }
    }

    /**
     * Does a run without validation examples, and takes over its network, in place of {@code chosen}, which is closed: the
     * outcome stays that of it.
     */
    static Trial again(Trial chosen, Run run) {
        long started = System.nanoTime();
        try {
            Descent.train(run);
            return new Trial(run.network(), chosen.outcome(), chosen.took().plusNanos(System.nanoTime() - started));
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
