package org.tl4j.strategies;

import java.util.ArrayList;
import java.util.List;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.DataException;
import org.tl4j.core.training.Decision;
import org.tl4j.core.training.Decision.FineTuningCompared;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.TrainingEvent.Decided;
import org.tl4j.core.training.TransferResult;
import org.tl4j.core.training.TransferStrategy;
import org.tl4j.core.training.TransferTask;
import org.tl4j.core.training.Verdict;
import org.tl4j.strategies.frozen.LinearProbe;
import org.tl4j.strategies.frozen.LinearProbeFit;
import org.tl4j.strategies.tuning.Candidate;
import org.tl4j.strategies.tuning.FineTuner;
import org.tl4j.strategies.tuning.FrozenComparison;

/**
 * Fits a head to the frozen network, trains further from there, and returns the better of the two: for larger data, or
 * data unlike the original.
 */
final class FineTuning implements TransferStrategy {
    private final LinearProbe linearProbe;
    private final FineTuner tuner;
    private final FineTuningSettings asked;

    FineTuning(LinearProbe linearProbe, FineTuner tuner, FineTuningSettings asked) {
        this.linearProbe = linearProbe;
        this.tuner = tuner;
        this.asked = asked;
    }

    @Override
    public TransferResult train(TransferTask task) {
        task.requireTrainable();
        requireValidation(task.validation());
        FineTuningSettings settings = asked.forBackbone(task.backbone().spec());
        requirePart(task, settings);
        LinearProbeFit frozen = linearProbe.fit(task, settings.head());
        requireValidation(frozen.validation());
        List<Decision> decisions = new ArrayList<>();
        FineTuner.slowHead(frozen, settings).ifPresent(slow -> report(task, decisions, slow));
        Results results = new Results(task, linearProbe, frozen);
        try (Candidate candidate = Candidate.of(tuner.run(task, frozen, settings))) {
            FineTuningCompared compared =
                    FrozenComparison.between(frozen.outcome().orElseThrow(), candidate, settings);
            report(task, decisions, compared);
            return compared.verdict() == Verdict.TAKEN
                    ? results.tuned(tuner, settings, candidate, candidate.took(), settings.byKey(), decisions)
                    : results.frozen(settings.head(), candidate.took(), settings.byKey(), decisions);
        }
    }

    /** A decision is added to the result, and reported to the listener at once. */
    static void report(TransferTask task, List<Decision> decisions, Decision decision) {
        decisions.add(decision);
        task.context().listener().on(new Decided(decision));
    }

    /** Checks before anything is computed that there are layers below the part that is to be trained. */
    static void requirePart(TransferTask task, FineTuningSettings settings) {
        settings.unfreezeFrom().ifPresent(task.requireTrainable()::requireTunableFrom);
    }

    /** Checks all validation images, and again those that can be decoded. */
    static void requireValidation(List<Sample> samples) {
        if (samples.isEmpty()) {
            throw new DataException(
                    "validation images",
                    "must exist, since they decide when to stop and whether fine-tuning is better",
                    "none",
                    "set validation-fraction above 0, and check that the images can be decoded");
        }
    }
}
