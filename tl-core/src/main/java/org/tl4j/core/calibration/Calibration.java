package org.tl4j.core.calibration;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.evaluation.MultiLabelEvaluator;

/**
 * How to read the outputs of a network. Immutable.
 *
 * @param temperature makes probabilities match frequencies; empty where there was too little data to fit it
 * @param thresholds from which probability on each label is accepted, in the order of the labels; empty if none were chosen
 * @param conformal sets of labels that contain the right one as often as was asked; empty if nobody asked
 * @param familiarity how far an image is from those that the model was trained on; empty if it was not fitted
 * @param scores from which sets of any coverage follow; empty where they are not kept, as of images with several labels
 */
public record Calibration(
        Optional<TemperatureFit> temperature,
        List<LabelThreshold> thresholds,
        Optional<ConformalRule> conformal,
        Optional<FamiliarityModel> familiarity,
        Optional<ConformalScores> scores) {
    /** Nothing is known. */
    public static final Calibration NONE =
            new Calibration(Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    public Calibration {
        requireNonNull(temperature, "temperature is null");
        thresholds = List.copyOf(thresholds);
        requireNonNull(conformal, "conformal is null");
        requireNonNull(familiarity, "familiarity is null");
        requireNonNull(scores, "scores is null");
    }

    /** One that keeps no scores. */
    public Calibration(
            Optional<TemperatureFit> temperature,
            List<LabelThreshold> thresholds,
            Optional<ConformalRule> conformal,
            Optional<FamiliarityModel> familiarity) {
        this(temperature, thresholds, conformal, familiarity, Optional.empty());
    }

    /**
     * The same with sets of another coverage, from the held-out images of training alone.
     *
     * @param coverage the share of images whose set shall contain the right class, in (0, 1)
     * @throws UsageException if it is out of its range, or there were too few held-out images for it
     * @throws BundleException if the scores were not kept
     */
    public Calibration atCoverage(double coverage) {
        CalibrationSettings.requireCoverage(coverage);
        if (conformal.filter(rule -> rule.coverage() == coverage).isPresent()) {
            return this;
        }
        ConformalScores kept = scores.orElseThrow(() -> new BundleException(
                "the calibration of the bundle",
                "must keep the scores of held-out images, to give sets of a coverage of " + coverage,
                "none",
                "train it again; models for one label per image keep them, where there are held-out images"));
        return new Calibration(temperature, thresholds, Optional.of(kept.rule(coverage)), familiarity, scores);
    }

    /** From which probability on each of so many labels is accepted: one half where nothing was chosen. */
    public List<Double> thresholdsOf(int labels) {
        return thresholds.isEmpty()
                ? Collections.nCopies(labels, MultiLabelEvaluator.HALF)
                : thresholds.stream().map(LabelThreshold::threshold).toList();
    }

    /** Whether nothing is known. */
    public boolean isEmpty() {
        return temperature.isEmpty()
                && thresholds.isEmpty()
                && conformal.isEmpty()
                && familiarity.isEmpty()
                && scores.isEmpty();
    }
}
