package org.tl4j.strategies.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tl4j.core.calibration.Calibration;
import org.tl4j.core.calibration.CalibrationSettings;
import org.tl4j.core.calibration.ConformalRule;
import org.tl4j.core.calibration.ConformalScores;
import org.tl4j.core.calibration.FamiliarityModel;
import org.tl4j.core.calibration.LabelThreshold;
import org.tl4j.core.calibration.TemperatureFit;
import org.tl4j.core.calibration.ThresholdRule;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.training.HeldOutPredictions;
import org.tl4j.core.training.TrainingWarning;
import org.tl4j.core.training.WarningKind;

/** Fits a {@link Calibration} to what a trained model says of images that it was not fitted to. Immutable. */
public final class Calibrator {
    private static final String SUBJECT = "the calibration";

    private final CalibrationSettings settings;

    /** Fits what {@code settings} ask for. */
    public Calibrator(CalibrationSettings settings) {
        this.settings = settings;
    }

    /**
     * A calibration.
     *
     * @param calibration what could be fitted
     * @param warnings why something asked for could not
     */
    public record Result(Calibration calibration, List<TrainingWarning> warnings) {
        public Result {
            warnings = List.copyOf(warnings);
        }
    }

    /** Of predictions; the familiarity is one of {@link #familiarity}. */
    public Result fit(Optional<HeldOutPredictions> heldOut, LabelSet labels, Optional<FamiliarityModel> familiarity) {
        List<TrainingWarning> warnings = new ArrayList<>();
        Optional<HeldOutPredictions> some =
                heldOut.filter(predictions -> predictions.targets().rows() > 0);
        if (some.isEmpty()) {
            if (settings.coverage().isPresent() || settings.threshold().isPresent()) {
                warnings.add(warning("needs held-out images, and there are none", "add validation images"));
            }
            return new Result(new Calibration(Optional.empty(), List.of(), Optional.empty(), familiarity), warnings);
        }
        HeldOutPredictions predictions = some.orElseThrow();
        Optional<TemperatureFit> temperature = TemperatureFitting.of(predictions);
        List<LabelThreshold> thresholds = thresholds(predictions, labels, warnings);
        Optional<float[][]> scaled = predictions.targets().mode() == LabelMode.MULTI_LABEL
                ? Optional.empty()
                : temperature.map(fit -> scaled(predictions, fit));
        Optional<ConformalRule> rule =
                settings.coverage().flatMap(coverage -> conformal(predictions, scaled, coverage, warnings));
        Optional<ConformalScores> scores = scaled.map(
                rows -> ConformalScores.of(rows, predictions.targets().singles()));
        return new Result(new Calibration(temperature, thresholds, rule, familiarity, scores), warnings);
    }

    /**
     * How far images are from training images.
     *
     * @param train features of training images, by class; of several labels all together
     * @param heldOut features of validation images; may be empty
     */
    public Optional<FamiliarityModel> familiarity(List<List<float[]>> train, List<float[]> heldOut) {
        return FamiliarityFitting.of(train, heldOut, settings.familiarityShare());
    }

    private List<LabelThreshold> thresholds(
            HeldOutPredictions predictions, LabelSet labels, List<TrainingWarning> warnings) {
        ThresholdRule rule =
                settings.threshold().orElse(labels.isMultiLabel() ? ThresholdRule.BEST_F1 : ThresholdRule.NONE);
        if (rule.aim() == ThresholdRule.Aim.NONE) {
            return List.of();
        }
        List<LabelThreshold> thresholds = ThresholdFitting.of(predictions, labels, rule);
        for (LabelThreshold one : thresholds) {
            boolean precise = rule.aim() == ThresholdRule.Aim.PRECISION;
            double reached = precise ? one.precision() : one.recall();
            if (reached < rule.value()) {
                warnings.add(warning(
                        String.format(
                                Locale.ROOT,
                                "does not reach %s for %s on %d held-out images with it: the most is %.3f",
                                rule.text(),
                                one.label(),
                                one.images(),
                                reached),
                        "add images, or ask for less"));
            }
        }
        return thresholds;
    }

    private static Optional<ConformalRule> conformal(
            HeldOutPredictions predictions,
            Optional<float[][]> scaled,
            double coverage,
            List<TrainingWarning> warnings) {
        if (scaled.isEmpty()) {
            warnings.add(warning(
                    "has no sets of classes for images with several labels", "ask for thresholds of a recall instead"));
            return Optional.empty();
        }
        int images = predictions.targets().rows();
        int needed = ConformalRule.needed(coverage);
        if (images < needed) {
            warnings.add(warning(
                    "needs at least %d held-out images for a coverage of %s, and there are %d"
                            .formatted(needed, coverage, images),
                    "add validation images, or ask for less"));
            return Optional.empty();
        }
        return Optional.of(
                ConformalRule.fit(scaled.orElseThrow(), predictions.targets().singles(), coverage));
    }

    private static float[][] scaled(HeldOutPredictions predictions, TemperatureFit temperature) {
        return Arrays.stream(predictions.probabilities())
                .map(temperature.scaling()::classes)
                .toArray(float[][]::new);
    }

    private static TrainingWarning warning(String finding, String remedy) {
        return new TrainingWarning(WarningKind.CALIBRATION, SUBJECT, finding, remedy);
    }
}
