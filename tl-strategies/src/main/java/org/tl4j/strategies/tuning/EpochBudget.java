package org.tl4j.strategies.tuning;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.tl4j.core.training.Checkpoint;
import org.tl4j.strategies.training.CheckpointFacts;
import org.tl4j.strategies.training.CheckpointIdentity;
import org.tl4j.strategies.training.ThroughputEstimate;
import org.tl4j.strategies.training.TrainingRun;

/**
 * Decides how many epochs of a run the time allows. The decision is saved, so that a resumed run does not decide
 * differently.
 */
final class EpochBudget {
    /** With fewer epochs, a schedule has no time to rise and fall. */
    private static final int FEWEST = 3;

    private static final String EPOCHS = "epochs";
    private static final String SECONDS = "seconds-an-epoch";

    private final LongSupplier nanos;

    EpochBudget(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * The number of epochs that the time allows.
     *
     * @param epochs how many, 0 if there is not enough time
     * @param secondsAnEpoch the expected duration of an epoch
     */
    record Plan(int epochs, double secondsAnEpoch) {}

    /**
     * The decision for {@code run}, or the saved decision of an earlier process.
     *
     * @throws org.tl4j.core.error.UsageException if the saved decision was made for other images or settings
     */
    Plan plan(TrainingRun run, Duration left) {
        String decision = run.piece() + ", plan";
        Optional<Checkpoint> kept = run.context().checkpoints().read(decision);
        if (kept.isPresent()) {
            CheckpointIdentity.require(run.identity(), kept.get(), decision);
            return read(new CheckpointFacts(decision, kept.get().facts()));
        }
        double seconds = ThroughputEstimate.of(run, nanos).secondsAnEpoch();
        int affordable = (int) Math.min(run.settings().epochs(), left.toMillis() / 1000.0 / seconds);
        int fewest = Math.min(FEWEST, run.settings().epochs());
        Plan plan = new Plan(affordable < fewest ? 0 : affordable, seconds);
        write(run, decision, plan);
        return plan;
    }

    private static Plan read(CheckpointFacts facts) {
        return new Plan(facts.whole(EPOCHS, 0), facts.number(SECONDS, 0, Double.MAX_VALUE));
    }

    private static void write(TrainingRun run, String decision, Plan plan) {
        Map<String, String> facts = new TreeMap<>(CheckpointIdentity.facts(run.identity()));
        facts.put(EPOCHS, Integer.toString(plan.epochs()));
        facts.put(SECONDS, Double.toString(plan.secondsAnEpoch()));
        run.context().checkpoints().write(decision, new Checkpoint(List.of(), facts));
    }
}
