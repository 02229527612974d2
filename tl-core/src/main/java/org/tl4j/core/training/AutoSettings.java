package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.error.UsageException;

/**
 * How measurements decide between a frozen network and fine-tuning.
 *
 * @param fineTuning how it is fine-tuned, if it is; the first group to train is chosen unless it is given
 * @param timeBudget how long fine-tuning may take in all, above 0
 */
public record AutoSettings(FineTuningSettings fineTuning, Duration timeBudget) implements StrategySettings {
    /** What a user calls it. */
    public static final String NAME = "auto";

    /** The defaults of {@code config/auto.yaml}. */
    public static final AutoSettings DEFAULT = new AutoSettings(FineTuningSettings.DEFAULT, Duration.ofMinutes(10));

    public AutoSettings {
        requireNonNull(fineTuning, "fineTuning is null");
        if (timeBudget.isNegative() || timeBudget.isZero()) {
            throw new UsageException("time-budget", "must be above 0", timeBudget.toSeconds() + "s", "");
        }
    }

    /** The same with a learning rate: if empty, the rate of {@code backbone}. */
    public AutoSettings forBackbone(BackboneSpec backbone) {
        return with(fineTuning.forBackbone(backbone));
    }

    /** The same with other fine-tuning. */
    public AutoSettings with(FineTuningSettings other) {
        return new AutoSettings(other, timeBudget);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, String> byKey() {
        Map<String, String> settings = new TreeMap<>(fineTuning.byKey());
        settings.put("time-budget", timeBudget.toSeconds() + "s");
        return settings;
    }
}
