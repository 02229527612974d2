package org.tl4j.core.training;

import java.util.Map;

/** Which strategy adapts a network, and how. */
public sealed interface StrategySettings
        permits FeatureExtractionSettings, FineTuningSettings, FromScratchSettings, AutoSettings {
    /** What a user calls the strategy. */
    String name();

    /** Every setting by its dashed key, for provenance. */
    Map<String, String> byKey();
}
