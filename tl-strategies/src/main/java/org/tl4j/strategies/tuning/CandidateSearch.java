package org.tl4j.strategies.tuning;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.tl4j.core.error.TrainingException;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.TransferTask;
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
     * What came of a try.
     *
     * @param reason in a sentence
     * @param worthIt whether it was clearly better than the frozen network
     */
    public record Step(String reason, boolean worthIt) {}

    /**
     * What was better than the frozen network.
     *
     * @param trial its network
     * @param settings by which it was trained, epochs that the time allowed included
     */
    public record Best(Candidate trial, FineTuningSettings settings) {
        /** What a person calls it. */
        public String piece() {
            return FineTuner.name(settings);
        }
    }

    /** Tries one way; one that loses its numbers is told, not taken. */
    public Step tryNext(FineTuningSettings settings) {
        TrainingRun run = tuner.run(task, frozen, settings);
        EpochBudget.Plan plan = plan(run);
        if (plan.epochs() == 0) {
            run.network().close();
            return new Step(
                    String.format(
                            Locale.ROOT,
                            "There is no time for %s: an epoch would take %.0f s, and %.0f s of the time-budget are left.",
                            run.piece(),
                            plan.secondsAnEpoch(),
                            Math.max(0, left().toMillis() / 1000.0)),
                    false);
        }
        Candidate trial;
        try {
            trial = Candidate.of(run.withEpochs(plan.epochs()));
        } catch (TrainingException e) {
            return new Step("%s is not taken: %s.".formatted(capital(run.piece()), e.getMessage()), false);
        }
        PairedComparison gain = PairedComparison.between(frozenOutcome(), trial.outcome());
        boolean shortened = plan.epochs() < settings.gradient().epochs();
        String reason = reason(run.piece(), trial, gain, shortened);
        Best next = new Best(trial, settings.withGradient(settings.gradient().withEpochs(plan.epochs())));
        return new Step(reason + keep(next, gain, !shortened && augments(settings)), gain.clear());
    }

    private EpochBudget.Plan plan(TrainingRun run) {
        try {
            return budget.plan(run, left());
        } catch (RuntimeException e) {
            run.network().close();
            throw e;
        }
    }

    /** Keeps one of the two, and says why where there is a choice. */
    private String keep(Best next, PairedComparison gain, boolean sawMore) {
        if (!gain.clear()) {
            next.trial().close();
            return "";
        }
        if (best == null) {
            best = next;
            return "";
        }
        Preference preference = Preference.between(
                best.piece(), best.trial().outcome(), next.trial().outcome(), sawMore);
        if (preference.larger()) {
            close();
            best = next;
        } else {
            next.trial().close();
        }
        return " " + preference.reason();
    }

    /** An upper part runs on what is kept of plain images, so only the whole network sees augmented ones. */
    private static boolean augments(FineTuningSettings settings) {
        return settings.unfreezeFrom().isEmpty()
                && !settings.gradient().augmentation().equals(Augmentation.NONE);
    }

    /** The same as the beginning of a sentence. */
    public static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String reason(String piece, Candidate trial, PairedComparison gain, boolean shortened) {
        return String.format(
                Locale.ROOT,
                "%s gets %.1f %% after epoch %d of %d, which is %+.1f points (95 %% interval %+.1f to %+.1f) in %.0f s: %s.",
                capital(piece) + (shortened ? ", shortened to fit the time-budget," : ""),
                100 * trial.outcome().score().accuracy(),
                trial.epoch(),
                trial.epochs(),
                100 * gain.mean(),
                100 * gain.low(),
                100 * gain.high(),
                trial.took().toMillis() / 1000.0,
                gain.clear() ? "more likely gain than noise" : "no more than noise");
    }

    private Duration left() {
        return Duration.ofNanos(end - nanos.getAsLong());
    }

    private ValidationPredictions frozenOutcome() {
        return frozen.outcome().orElseThrow();
    }

    /** The best of what was clearly better than the frozen network; it stays this search's. */
    public Optional<Best> best() {
        return Optional.ofNullable(best);
    }

    @Override
    public void close() {
        if (best != null) {
            best.trial().close();
            best = null;
        }
    }
}
