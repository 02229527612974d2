package org.tl4j.strategies;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.training.AutoSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.TransferResult;
import org.tl4j.core.training.TransferStrategy;
import org.tl4j.core.training.TransferTask;
import org.tl4j.strategies.frozen.LinearProbe;
import org.tl4j.strategies.frozen.LinearProbeFit;
import org.tl4j.strategies.tuning.CandidateSearch;
import org.tl4j.strategies.tuning.FineTuner;

/**
 * Decides by evidence: the frozen network first, which is cheap; then its upper part is fine-tuned, then all of it, as long as
 * that is measured to bring something and there is time.
 */
final class Auto implements TransferStrategy {
    /** The upper part is this share of the layer groups, the last ones, and one at least. */
    private static final int PARTS = 3;

    private final LinearProbe frozenHead;
    private final FineTuner tuner;
    private final LongSupplier nanos;
    private final AutoSettings asked;

    Auto(LinearProbe frozenHead, FineTuner tuner, LongSupplier nanos, AutoSettings asked) {
        this.frozenHead = frozenHead;
        this.tuner = tuner;
        this.nanos = nanos;
        this.asked = asked;
    }

    @Override
    public TransferResult train(TransferTask task) {
        AutoSettings settings = asked.forBackbone(task.backbone().spec());
        FineTuning.requirePart(task, settings.fineTuning());
        LinearProbeFit frozen = frozenHead.fit(task, settings.fineTuning().head());
        List<String> reasons = new ArrayList<>();
        long started = nanos.getAsLong();
        FineTuning.tell(task, reasons, beginning(task, frozen));
        Results results = new Results(task, frozenHead, frozen);
        if (frozen.outcome().isEmpty()) {
            FineTuning.tell(
                    task, reasons, "Without validation images nothing else can be weighed against it, so it is taken.");
            return results.frozen(settings.fineTuning().head(), Duration.ZERO, inForce(settings), reasons);
        }
        FineTuner.slowHead(frozen, settings.fineTuning()).ifPresent(reason -> FineTuning.tell(task, reasons, reason));
        CandidateSearch search = new CandidateSearch(tuner, nanos, settings.timeBudget(), task, frozen);
        try {
            Iterator<FineTuningSettings> candidates =
                    candidates(task, settings.fineTuning()).iterator();
            boolean worthIt = true;
            while (worthIt && candidates.hasNext()) {
                CandidateSearch.Step step = search.tryNext(candidates.next());
                worthIt = step.worthIt();
                String taken =
                        search.best().map(CandidateSearch.Best::piece).orElse("the frozen network") + " is taken.";
                FineTuning.tell(task, reasons, step.reason() + ending(worthIt, candidates.hasNext(), taken));
            }
            Duration tried = Duration.ofNanos(nanos.getAsLong() - started);
            return search.best()
                    .map(best -> results.tuned(
                            tuner,
                            best.settings(),
                            best.trial(),
                            tried,
                            inForce(settings.with(best.settings())),
                            reasons))
                    .orElseGet(() -> results.frozen(settings.fineTuning().head(), tried, inForce(settings), reasons));
        } finally {
            search.close();
        }
    }

    private static String ending(boolean worthIt, boolean more, String taken) {
        if (worthIt && more) {
            return "";
        }
        return more ? " Nothing larger is tried, and " + taken : " " + CandidateSearch.capital(taken);
    }

    /**
     * The upper part, then all; where the settings say what is unfrozen, that alone; and all at once where features come
     * from several places, since a lower one would be no part of the upper part.
     */
    private static List<FineTuningSettings> candidates(TransferTask task, FineTuningSettings whole) {
        List<LayerGroup> groups = task.backbone().spec().groups();
        int upper = groups.size() - Math.max(1, groups.size() / PARTS);
        boolean joined = task.backbone().spec().boundary().vertices().size() > 1;
        return whole.unfreezeFrom().isPresent() || upper <= 0 || joined
                ? List.of(whole)
                : List.of(whole.withUnfreezeFrom(groups.get(upper).name()), whole);
    }

    private static String beginning(TransferTask task, LinearProbeFit frozen) {
        double perClass = (double) frozen.train().size() / task.labels().size();
        return String.format(
                Locale.ROOT,
                "There are %.0f training images a class, and the frozen network gets %.1f %% of %d %s images right.",
                perClass,
                100 * frozen.fit().score().accuracy(),
                frozen.fit().score().images(),
                frozen.fit().score().crossValidated() ? "cross-validated" : "validation");
    }

    private static Map<String, String> inForce(AutoSettings settings) {
        Map<String, String> inForce = new TreeMap<>(settings.byKey());
        inForce.put("strategy", settings.name());
        return inForce;
    }
}
