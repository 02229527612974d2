package org.tl4j.strategies.training;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.TrainingException;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.training.TrainingEvent.LearningRateTried;

/**
 * Finds a learning rate by one short run in which the rate rises from almost nothing until the loss explodes (Smith 2017,
 * "Cyclical Learning Rates for Training Neural Networks").
 *
 * @param tried every step, in order
 * @param suggestion half of the rate from which on the loss was above its lowest value; empty if it had no clear minimum
 */
public record RangeTest(List<LearningRateTried> tried, OptionalDouble suggestion) {
    private static final double LOWEST = 1e-6;
    private static final double HIGHEST = 10;
    private static final int STEPS = 120;
    private static final double SMOOTHING = 0.85;

    /** The run is over when the smoothed loss is this many times its lowest value, and above that of guessing. */
    private static final double EXPLODED = 4;

    /** The suggestion as a share of the rate at which the loss begins to rise. */
    private static final double SHARE = 0.5;

    public RangeTest {
        tried = List.copyOf(tried);
    }

    /**
     * Runs the test; the network cannot be used afterwards.
     *
     * @throws TrainingException if the loss is not finite at the start
     */
    public static RangeTest of(TrainingRun run) {
        BatchSupply supply = run.supply();
        Steps steps = new Steps(run);
        for (int epoch = 1; !steps.over(); epoch++) {
            int now = epoch;
            supply.epoch(now, 0, (number, batch) -> {
                steps.take(batch, now);
                return !steps.over();
            });
        }
        return steps.result();
    }

    private static final class Steps {
        private final TrainingRun run;
        private final List<LearningRateTried> tried = new ArrayList<>();
        private double mean;
        private double lowest = Double.POSITIVE_INFINITY;
        private boolean exploded;

        Steps(TrainingRun run) {
            this.run = run;
        }

        boolean over() {
            return exploded || tried.size() == STEPS;
        }

        void take(ExampleBatch batch, int epoch) {
            double rate = LOWEST * Math.pow(HIGHEST / LOWEST, tried.size() / (STEPS - 1.0));
            List<Double> rates = run.rates().rates(rate, rate, epoch);
            if (Thread.interrupted()) {
                throw new InterruptedWorkException(
                        "trying learning rates", "was interrupted", "step " + tried.size(), "");
            }
            double loss = run.network().step(batch, rates);
            if (!Double.isFinite(loss)) {
                exploded = true;
                return;
            }
            mean = SMOOTHING * mean + (1 - SMOOTHING) * loss;
            double smoothed = mean / (1 - Math.pow(SMOOTHING, tried.size() + 1.0));
            lowest = Math.min(lowest, smoothed);
            exploded = smoothed
                    > Math.max(EXPLODED * lowest, ChanceLevel.loss(run.train().targets()));
            LearningRateTried step = new LearningRateTried(rate, loss, smoothed);
            tried.add(step);
            run.context().listener().on(step);
            run.context().progress().at("trying learning rates", tried.size(), STEPS);
        }

        RangeTest result() {
            if (tried.isEmpty()) {
                throw new TrainingException(
                        "loss of the first step",
                        "must be a finite number",
                        "none at learning rate " + LOWEST,
                        "check the images");
            }
            OptionalDouble rise = new LossCurve(tried).rise();
            // never outside of the tried rates
            return new RangeTest(
                    tried,
                    rise.isPresent()
                            ? OptionalDouble.of(Math.max(LOWEST, SHARE * rise.getAsDouble()))
                            : OptionalDouble.empty());
        }
    }
}
