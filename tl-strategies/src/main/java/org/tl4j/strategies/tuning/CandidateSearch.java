package org.tl4j.strategies.tuning;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.tl4j.core.error.TrainingException;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.training.AccuracyGain;
import org.tl4j.core.training.CandidateComparison;
import org.tl4j.core.training.CandidateOutcome;
import org.tl4j.core.training.CandidateOutcome.Measured;
import org.tl4j.core.training.CandidateResult;
import org.tl4j.core.training.Decision.CandidateTried;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.TransferTask;
import org.tl4j.core.training.Verdict;
import org.tl4j.strategies.frozen.LinearProbeFit;
import org.tl4j.strategies.training.TrainingRun;
import org.tl4j.strategies.training.ValidationPredictions;

/**
 * Tries one way of fine-tuning after the other within a time, a larger part of the network each time, and keeps one of those
 * that are clearly better than the frozen network: {@link Preference} says which. Not thread-safe; close it when the best is
 * copied.
 */
public final class CandidateSearch implements AutoCloseable {
    private final FineTuner tuner;
    private final EpochBudget budget;
    private final LongSupplier nanos;
    private final long end;
    private final TransferTask task;
    private final LinearProbeFit frozen;
    private Best best;

    /** Begins with the frozen network, which has validation images; the time runs from now on. */
    public CandidateSearch(
            FineTuner tuner, LongSupplier nanos, Duration time, TransferTask task, LinearProbeFit frozen) {
        this.tuner = tuner;
        this.budget = new EpochBudget(nanos);
        this.nanos = nanos;
        this.end = nanos.getAsLong() + time.toNanos();
        this.task = task;
        this.frozen = frozen;
    }

    /**
     * The best candidate that was better than the frozen network.
     *
     * @param candidate its network
     * @param settings by which it was trained, with the number of epochs that the time allowed
     */
    public record Best(Candidate candidate, FineTuningSettings settings) {
        /** Its name in messages. */
        public String piece() {
            return FineTuner.name(settings);
        }
    }

    /**
     * Tries one candidate. If its loss or parameters do not stay finite, this is reported and the candidate is
     * discarded.
     */
    public CandidateTried tryNext(FineTuningSettings settings) {
        TrainingRun run = tuner.run(task, frozen, settings);
        EpochBudget.Plan plan = plan(run);
        if (plan.epochs() == 0) {
            run.network().close();
            double left = Math.max(0, left().toMillis() / 1000.0);
            return rejected(run, new CandidateOutcome.NoTime(plan.secondsAnEpoch(), left));
        }
        Candidate candidate;
        try {
            candidate = Candidate.of(run.withEpochs(plan.epochs()));
        } catch (TrainingException e) {
            return rejected(run, new CandidateOutcome.Failed(e.problem()));
        }
        boolean shortened = plan.epochs() < settings.gradient().epochs();
        Best next =
                new Best(candidate, settings.withGradient(settings.gradient().withEpochs(plan.epochs())));
        return measured(next, candidate.result(run.piece(), shortened), !shortened && augments(settings));
    }

    private static CandidateTried rejected(TrainingRun run, CandidateOutcome outcome) {
        return new CandidateTried(run.piece(), outcome, Verdict.NOT_TAKEN, Optional.empty());
    }

    private CandidateTried measured(Best next, CandidateResult result, boolean sawMore) {
        AccuracyGain gain =
                PairedComparison.between(frozenOutcome(), next.candidate().outcome());
        Optional<CandidateComparison> comparison = gain.clear() ? compared(next, sawMore) : Optional.empty();
        Verdict verdict =
                gain.clear() ? comparison.map(CandidateComparison::verdict).orElse(Verdict.TAKEN) : Verdict.NOT_TAKEN;
        keep(next, verdict);
        return new CandidateTried(
                result.candidate(), new Measured(result, gain, comparison), verdict, Optional.empty());
    }

    private EpochBudget.Plan plan(TrainingRun run) {
        try {
            return budget.plan(run, left());
        } catch (RuntimeException e) {
            run.network().close();
            throw e;
        }
    }

    private Optional<CandidateComparison> compared(Best next, boolean sawMore) {
        return best().map(smaller -> Preference.between(
                smaller.piece(), smaller.candidate().outcome(), next.candidate().outcome(), sawMore));
    }

    /** Keeps one of the two networks. */
    private void keep(Best next, Verdict verdict) {
        if (verdict == Verdict.TAKEN) {
            close();
            best = next;
        } else {
            next.candidate().close();
        }
    }

    /**
     * An upper part is trained on cached features of unchanged images, so only the whole network receives augmented
     * images.
     */
    private static boolean augments(FineTuningSettings settings) {
        return settings.unfreezeFrom().isEmpty()
                && !settings.gradient().augmentation().equals(Augmentation.NONE);
    }

    private Duration left() {
        return Duration.ofNanos(end - nanos.getAsLong());
    }

    private ValidationPredictions frozenOutcome() {
        return frozen.outcome().orElseThrow();
    }

    /** The best of the candidates that were clearly better than the frozen network; this search closes it. */
    public Optional<Best> best() {
        return Optional.ofNullable(best);
    }

    @Override
    public void close() {
        if (best != null) {
            best.candidate().close();
            best = null;
        }
    }
}
