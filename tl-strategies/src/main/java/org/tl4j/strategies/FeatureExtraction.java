package org.tl4j.strategies;

import java.time.Duration;
import java.util.List;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.TransferResult;
import org.tl4j.core.training.TransferStrategy;
import org.tl4j.core.training.TransferTask;
import org.tl4j.strategies.frozen.LinearProbe;
import org.tl4j.strategies.frozen.LinearProbeFit;

/** Freezes everything up to the boundary and fits only a new output layer: for small data, or data like the original. */
final class FeatureExtraction implements TransferStrategy {
    private final LinearProbe linearProbe;
    private final FeatureExtractionSettings settings;

    FeatureExtraction(LinearProbe linearProbe, FeatureExtractionSettings settings) {
        this.linearProbe = linearProbe;
        this.settings = settings;
    }

    @Override
    public TransferResult train(TransferTask task) {
        LinearProbeFit fit = linearProbe.fit(task, settings.head());
        return new Results(task, linearProbe, fit).frozen(settings.head(), Duration.ZERO, settings.byKey(), List.of());
    }
}
