package org.tl4j.application.settings;

import org.tl4j.core.calibration.CalibrationSettings;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.training.StrategySettings;

/**
 * The settings of {@code tl train}.
 *
 * @param strategy which strategy, and how
 * @param split how the images are split
 * @param calibration what is fitted to held-out predictions
 * @param recordSources whether the bundle names the place of the images
 */
public record TrainSettings(
        StrategySettings strategy, SplitSettings split, CalibrationSettings calibration, boolean recordSources) {
    /** Those of a run whose bundle names the place of the images, with the default calibration. */
    public TrainSettings(StrategySettings strategy, SplitSettings split) {
        this(strategy, split, CalibrationSettings.DEFAULT, true);
    }
}
