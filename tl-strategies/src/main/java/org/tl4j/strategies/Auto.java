package org.tl4j.strategies;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.training.AutoSettings;
import org.tl4j.core.training.CandidateOutcome;
import org.tl4j.core.training.Decision;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.SearchConclusion;
import org.tl4j.core.training.TransferResult;
import org.tl4j.core.training.TransferStrategy;
import org.tl4j.core.training.TransferTask;
import org.tl4j.strategies.frozen.LinearProbe;
import org.tl4j.strategies.frozen.LinearProbeFit;
import org.tl4j.strategies.training.ValidationPredictions;
import org.tl4j.strategies.tuning.CandidateSearch;
import org.tl4j.strategies.tuning.FineTuner;
import org.tl4j.strategies.tuning.PairedComparison;

/**
 * Decides by measurements: the frozen network first, which is cheap; then its upper part is fine-tuned, then all of it,
 * as long as the measured accuracy improves and there is time.
 */
final class Auto implements TransferStrategy {
    /** The upper part is this share of the layer groups, counted from the last one, and at least one group. */
    private static final int PARTS = 3;

    private final LinearProbe linearProbe;
    private final FineTuner tuner;
    private final LongSupplier nanos;
    private final AutoSettings asked;

    Auto(LinearProbe linearProbe, FineTuner tuner, LongSupplier nanos, AutoSettings asked) {
        this.linearProbe = linearProbe;
        this.tuner = tuner;
        this.nanos = nanos;
        this.asked = asked;
    }

    @Override
    public TransferResult train(TransferTask task) {
        AutoSettings settings = asked.forBackbone(task.backbone().spec());
        if (task.trainable().isPresent()) {
            FineTuning.requirePart(task, settings.fineTuning());
        }
        LinearProbeFit frozen = linearProbe.fit(task, settings.fineTuning().head());
        List<Decision> decisions = new ArrayList<>();
        long started = nanos.getAsLong();
        FineTuning.report(task, decisions, beginning(task, frozen));
        Results results = new Results(task, linearProbe, frozen);
        if (frozen.outcome().isEmpty()) {
            FineTuning.report(task, decisions, new Decision.NothingToCompare());
            return results.frozen(settings.fineTuning().head(), Duration.ZERO, inForce(settings), decisions);
        }
        if (task.trainable().isEmpty()) {
            FineTuning.report(
                    task,
                    decisions,
                    new Decision.NotTrainable(task.backbone().spec().name()));
            return results.frozen(settings.fineTuning().head(), Duration.ZERO, inForce(settings), decisions);
        }
        ValidationPredictions outcome = frozen.outcome().get();
        if (!PairedComparison.leavesRoom(outcome)) {
            FineTuning.report(
                    task, decisions, new Decision.NoRoomForGain(outcome.count(), PairedComparison.wrong(outcome)));
            return results.frozen(settings.fineTuning().head(), Duration.ZERO, inForce(settings), decisions);
        }
        FineTuner.slowHead(frozen, settings.fineTuning()).ifPresent(slow -> FineTuning.report(task, decisions, slow));
        CandidateSearch search = new CandidateSearch(tuner, nanos, settings.timeBudget(), task, frozen);
        try {
            Iterator<FineTuningSettings> candidates =
                    candidates(task, settings.fineTuning()).iterator();
            boolean worthIt = true;
            while (worthIt && candidates.hasNext()) {
                Decision.CandidateTried tried = search.tryNext(candidates.next());
                worthIt = tried.outcome() instanceof CandidateOutcome.Measured measured
                        && measured.gain().clear();
                boolean goesOn = worthIt && candidates.hasNext();
                FineTuning.report(
                        task, decisions, goesOn ? tried : tried.concluded(conclusion(search, !candidates.hasNext())));
            }
            Duration tried = Duration.ofNanos(nanos.getAsLong() - started);
            return search.best()
                    .map(best -> results.tuned(
                            tuner,
                            best.settings(),
                            best.candidate(),
                            tried,
                            inForce(settings.with(best.settings())),
                            decisions))
                    .orElseGet(() -> results.frozen(settings.fineTuning().head(), tried, inForce(settings), decisions));
        } finally {
            search.close();
        }
    }

    private static SearchConclusion conclusion(CandidateSearch search, boolean exhausted) {
        return new SearchConclusion(search.best().map(CandidateSearch.Best::piece), exhausted);
    }

    /**
     * The upper part, then all. If the settings name the group to unfreeze from, only that; if features come from
     * several vertices, only all, since a lower vertex would not be in the upper part.
     */
    private static List<FineTuningSettings> candidates(TransferTask task, FineTuningSettings whole) {
        List<LayerGroup> groups = task.backbone().spec().groups();
        int upper = groups.size() - Math.max(1, groups.size() / PARTS);
        boolean joined = task.backbone().spec().boundary().vertices().size() > 1;
        return whole.unfreezeFrom().isPresent() || upper <= 0 || joined
                ? List.of(whole)
                : List.of(whole.withUnfreezeFrom(groups.get(upper).name()), whole);
    }

    private static Decision beginning(TransferTask task, LinearProbeFit frozen) {
        double imagesPerClass = (double) Arrays.stream(
                                LabelMatrix.of(frozen.train(), task.labels()).counts())
                        .sum()
                / task.labels().size();
        return new Decision.FrozenScored(imagesPerClass, frozen.fit().score());
    }

    private static Map<String, String> inForce(AutoSettings settings) {
        Map<String, String> inForce = new TreeMap<>(settings.byKey());
        inForce.put("strategy", settings.name());
        return inForce;
    }
}
