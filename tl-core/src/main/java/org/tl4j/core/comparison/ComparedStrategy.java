package org.tl4j.core.comparison;

import org.tl4j.core.provenance.EnumNames;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.StrategySettings;

/** A way to train that can be compared with the others, the cheapest first. */
public enum ComparedStrategy {
    /** A new output layer on the frozen network. */
    FEATURE_EXTRACTION,
    /** The pretrained network trained further; where that is no better, the frozen network is kept. */
    FINE_TUNING,
    /** The same network with random initial weights. */
    FROM_SCRATCH;

    /** How it is written: {@code feature-extraction}. */
    public String word() {
        return EnumNames.of(this);
    }

    /** The default settings of the strategy, the same as of a single training. */
    public StrategySettings defaults() {
        return switch (this) {
            case FEATURE_EXTRACTION -> FeatureExtractionSettings.DEFAULT;
            case FINE_TUNING -> FineTuningSettings.DEFAULT;
            case FROM_SCRATCH -> FromScratchSettings.DEFAULT;
        };
    }

    /** Whether it begins with pretrained weights. */
    public boolean transfers() {
        return this != FROM_SCRATCH;
    }

    /** Whether it trains by gradient descent, epoch after epoch, so that its engine must be able to train. */
    public boolean hasEpochs() {
        return this != FEATURE_EXTRACTION;
    }
}
