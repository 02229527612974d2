package org.tl4j.strategies.tuning;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.tl4j.core.training.Checkpoint;
import org.tl4j.core.training.CheckpointStore;
import org.tl4j.strategies.descent.Pace;
import org.tl4j.strategies.descent.Run;

/**
 * Decides how many epochs of a run the time allows. The decision is kept, since a run that goes on after a crash must not
 * come to another one.
 *
 * @param nanos the clock
 */
record EpochBudget(LongSupplier nanos) {
    /** With fewer, a schedule has no time to rise and to come down. */
    private static final int FEWEST = 3;

    private static final String EPOCHS = "epochs";
    private static final String SECONDS = "seconds-an-epoch";

    /**
     * What the time allows.
     *
     * @param epochs how many, 0 if too few to be worth it
     * @param secondsAnEpoch how long one is expected to take
     */
    record Plan(int epochs, double secondsAnEpoch) {}

    Plan plan(Run run, Duration left) {
        String decision = run.piece() + ", plan";
        Optional<Plan> kept = run.checkpoints().read(decision).map(EpochBudget::read);
        if (kept.isPresent()) {
            return kept.get();
        }
        double seconds = Pace.of(run, nanos).secondsAnEpoch();
        int affordable = (int) Math.min(run.settings().epochs(), left.toMillis() / 1000.0 / seconds);
        int fewest = Math.min(FEWEST, run.settings().epochs());
        Plan plan = new Plan(affordable < fewest ? 0 : affordable, seconds);
        write(run.checkpoints(), decision, plan);
        return plan;
    }

    private static Plan read(Checkpoint checkpoint) {
        return new Plan(
                Integer.parseInt(checkpoint.facts().get(EPOCHS)),
                Double.parseDouble(checkpoint.facts().get(SECONDS)));
    }

    private static void write(CheckpointStore store, String decision, Plan plan) {
        store.write(
                decision,
                new Checkpoint(
                        List.of(),
                        Map.of(
                                EPOCHS,
                                Integer.toString(plan.epochs()),
                                SECONDS,
                                Double.toString(plan.secondsAnEpoch()))));
    }
}
