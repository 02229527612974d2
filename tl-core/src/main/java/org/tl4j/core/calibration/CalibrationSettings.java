package org.tl4j.core.calibration;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tl4j.core.error.UsageException;

/**
 * What is fitted to the held-out predictions of a model. Start with {@link #DEFAULT}.
 *
 * @param threshold how thresholds are chosen; empty takes the best F1 for images with several labels, and none for one label
 * @param coverage the share of images whose set of classes shall contain the right one, in (0, 1); empty fits no sets
 * @param familiarityShare the share of held-out images that are not unfamiliar, in (0, 1)
 */
public record CalibrationSettings(
        Optional<ThresholdRule> threshold, Optional<Double> coverage, double familiarityShare) {
    private static final String THRESHOLD = "threshold";
    private static final String COVERAGE = "coverage";
    private static final String FAMILIARITY_SHARE = "familiarity-share";

    /** No sets; 95 % of held-out images are familiar. */
    public static final CalibrationSettings DEFAULT = new CalibrationSettings(Optional.empty(), Optional.empty(), 0.95);

    /**
     * Checks the ranges.
     *
     * @throws UsageException if a share is out of its range
     */
    public CalibrationSettings {
        requireNonNull(threshold, "threshold is null");
        coverage.ifPresent(CalibrationSettings::requireCoverage);
        requireShare(FAMILIARITY_SHARE, familiarityShare);
    }

    /** Every setting that is not automatic, by its dashed key, for provenance. */
    public Map<String, String> byKey() {
        Map<String, String> settings = new TreeMap<>();
        threshold.ifPresent(rule -> settings.put(THRESHOLD, rule.text()));
        coverage.ifPresent(share -> settings.put(COVERAGE, Double.toString(share)));
        settings.put(FAMILIARITY_SHARE, Double.toString(familiarityShare));
        return settings;
    }

    /**
     * The settings that {@link #byKey} has written; what is missing is as by default.
     *
     * @throws UsageException if a value is out of its range
     * @throws NumberFormatException if one is not a number
     */
    public static CalibrationSettings of(Map<String, String> settings) {
        return new CalibrationSettings(
                Optional.ofNullable(settings.get(THRESHOLD)).map(ThresholdRule::of),
                Optional.ofNullable(settings.get(COVERAGE)).map(Double::valueOf),
                Optional.ofNullable(settings.get(FAMILIARITY_SHARE))
                        .map(Double::valueOf)
                        .orElse(DEFAULT.familiarityShare));
    }

    static void requireCoverage(double coverage) {
        requireShare(COVERAGE, coverage);
    }

    private static void requireShare(String name, double share) {
        if (!(share > 0 && share < 1)) {
            throw new UsageException(name, "must be above 0 and below 1", Double.toString(share), "");
        }
    }

    /** The same with another rule for thresholds. */
    public CalibrationSettings withThreshold(ThresholdRule other) {
        return new CalibrationSettings(Optional.of(other), coverage, familiarityShare);
    }

    /** The same with sets of this coverage. */
    public CalibrationSettings withCoverage(double other) {
        return new CalibrationSettings(threshold, Optional.of(other), familiarityShare);
    }

    /** The same with another share of familiar images. */
    public CalibrationSettings withFamiliarityShare(double other) {
        return new CalibrationSettings(threshold, coverage, other);
    }
}
