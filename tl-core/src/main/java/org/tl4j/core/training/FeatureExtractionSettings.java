package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * How a head is fitted to a frozen network.
 *
 * @param head how the new layer is fitted
 */
public record FeatureExtractionSettings(HeadSettings head) implements StrategySettings {
    /** What a user calls it. */
    public static final String NAME = "feature-extraction";

    /** The defaults of {@code config/feature-extraction.yaml}. */
    public static final FeatureExtractionSettings DEFAULT = new FeatureExtractionSettings(HeadSettings.DEFAULT);

    public FeatureExtractionSettings {
        requireNonNull(head, "head is null");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, String> byKey() {
        return head.byKey();
    }
}
