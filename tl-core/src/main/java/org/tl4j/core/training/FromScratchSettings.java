package org.tl4j.core.training;

import java.util.Map;
import java.util.OptionalDouble;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.preprocessing.Augmentation;

/**
 * How the same network is trained from random initial weights, for comparison.
 *
 * @param gradient the gradient training; its learning rate must be set
 */
public record FromScratchSettings(GradientSettings gradient) implements StrategySettings {
    /** What a user calls it. */
    public static final String NAME = "from-scratch";

    /** The defaults of {@code config/from-scratch.yaml}. */
    public static final FromScratchSettings DEFAULT = new FromScratchSettings(new GradientSettings(
            30,
            32,
            OptionalDouble.of(0.1),
            Schedule.ONE_CYCLE,
            0.2,
            new Optimizer(Optimizer.Kind.SGD, 0.9, 5e-3, 0, 0),
            LossSettings.PLAIN,
            0,
            new Augmentation(true, 2, 1, 0, 0, 0)));

    public FromScratchSettings {
        gradient.peakRate();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, String> byKey() {
        return gradient.byKey();
    }
}
