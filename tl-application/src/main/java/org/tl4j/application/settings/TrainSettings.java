package org.tl4j.application.settings;

import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.training.StrategySettings;

/**
 * The settings of {@code tl train}.
 *
 * @param strategy which strategy, and how
 * @param split how the images are split
 */
public record TrainSettings(StrategySettings strategy, SplitSettings split) {}
