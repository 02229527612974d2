package org.tl4j.strategies.training;

import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import org.tl4j.core.error.InterruptedWorkException;

/**
 * The expected speed of a run, from a few steps that change no parameters.
 *
 * @param secondsAnEpoch seconds per epoch, including the measurement after it
 */
public record ThroughputEstimate(double secondsAnEpoch) {
    private static final int STEPS = 6;
    private static final double LONGEST = 10;
    private static final double NANOS = 1e9;

    /** The cost of an image in measurement as a share of its cost in training: one of about three passes. */
    private static final double FORWARD = 1.0 / 3;

    /**
     * Takes a few steps at rate 0. The fastest one counts: the first ones include allocation and compilation.
     *
     * @param nanos the clock
     */
    public static ThroughputEstimate of(TrainingRun run, LongSupplier nanos) {
        BatchSupply supply = run.supply();
        List<Double> still = Collections.nCopies(run.network().groups().size(), 0.0);
        long started = nanos.getAsLong();
        double[] last = {started};
        double[] best = {Double.POSITIVE_INFINITY};
        supply.epoch(1, 0, (number, batch) -> {
            if (Thread.interrupted()) {
                throw new InterruptedWorkException(run.piece(), "was interrupted", "before its first step", "");
            }
            run.network().step(batch, still);
            long now = nanos.getAsLong();
            best[0] = Math.min(best[0], (now - last[0]) / NANOS / batch.examples());
            last[0] = now;
            return number + 1 < STEPS && (now - started) / NANOS < LONGEST;
        });
        return new ThroughputEstimate(
                best[0] * (run.train().count() + FORWARD * run.validation().count()));
    }
}
