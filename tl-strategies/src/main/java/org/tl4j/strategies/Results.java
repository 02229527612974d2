package org.tl4j.strategies;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.TransferResult;
import org.tl4j.core.training.TransferTask;
import org.tl4j.strategies.frozen.FrozenFit;
import org.tl4j.strategies.tuning.Trial;

/** What strategies end with that begin with a frozen network. */
final class Results {
    private Results() {}

    /**
     * The frozen network with its head.
     *
     * @param tried how long something else was tried that is not taken
     */
    static TransferResult frozen(
            TransferTask task, FrozenFit frozen, Duration tried, Map<String, String> settings, List<String> reasons) {
        return result(
                FeatureExtractionSettings.NAME,
                task.backbone().withHead(frozen.fit().head()),
                frozen.fit().score(),
                frozen,
                tried,
                settings,
                reasons);
    }

    /**
     * The network of {@code trial}.
     *
     * @param tried how long all fine-tuning took, this trial included
     */
    static TransferResult tuned(
            FrozenFit frozen, Trial trial, Duration tried, Map<String, String> settings, List<String> reasons) {
        return result(
                FineTuningSettings.NAME,
                trial.network().network(),
                trial.outcome().score(),
                frozen,
                tried,
                settings,
                reasons);
    }

    private static TransferResult result(
            String strategy,
            TrainedNetwork network,
            Score score,
            FrozenFit frozen,
            Duration tried,
            Map<String, String> settings,
            List<String> reasons) {
        Map<String, String> inForce = new TreeMap<>(settings);
        inForce.put("l2-strength", Double.toString(frozen.fit().l2Strength()));
        inForce.put("iterations", Integer.toString(frozen.fit().iterations()));
        return new TransferResult(
                strategy,
                network,
                score,
                frozen.refitted(),
                frozen.train().size(),
                frozen.skipped(),
                frozen.extraction(),
                frozen.fitting().plus(tried),
                inForce,
                reasons);
    }
}
