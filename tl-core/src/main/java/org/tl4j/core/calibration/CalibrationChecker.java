package org.tl4j.core.calibration;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tl4j.core.evaluation.Interval;
import org.tl4j.core.evaluation.TemperatureScaling;
import org.tl4j.core.network.ProbabilityRow;

/** Adds up how well a {@link Calibration} holds, one image at a time, in constant memory. Not thread-safe. */
public final class CalibrationChecker {
    private final Calibration calibration;
    private final Optional<TemperatureScaling> scaling;
    private final Optional<FeatureDistance> distance;
    private final CalibrationError error = new CalibrationError();
    private final CalibrationError calibratedError = new CalibrationError();
    private int images;
    private int covered;
    private long inSets;
    private int measured;
    private int unfamiliar;

    /** Checks {@code calibration}. */
    public CalibrationChecker(Calibration calibration) {
        this.calibration = calibration;
        this.scaling = calibration.temperature().map(TemperatureFit::scaling);
        this.distance = calibration.familiarity().map(FeatureDistance::new);
    }

    /** Whether {@link #addFeatures} has a use. */
    public boolean needsFeatures() {
        return distance.isPresent();
    }

    /**
     * Adds an image with one label.
     *
     * @param actual the index of its class
     * @param probabilities the network's own, one per class
     */
    public void addClass(int actual, float[] probabilities) {
        float[] scaled = scaling.map(at -> at.classes(probabilities)).orElse(probabilities);
        images++;
        int best = ProbabilityRow.best(probabilities);
        error.add(probabilities[best], best == actual);
        calibratedError.add(scaled[best], best == actual);
        calibration.conformal().ifPresent(rule -> {
            List<Integer> set = rule.set(scaled);
            covered += set.contains(actual) ? 1 : 0;
            inSets += set.size();
        });
    }

    /** Adds a statement on one label of an image that may have several: its own probability, and whether it is right. */
    public void addLabel(float probability, boolean present) {
        error.add(probability, present);
        calibratedError.add(
                scaling.map(at -> at.labels(new float[] {probability})[0]).orElse(probability), present);
    }

    /** Adds the features of an image, as the output layer takes them. */
    public void addFeatures(float[] features) {
        addFamiliarity(features);
    }

    /**
     * Adds the features of an image, as {@link #addFeatures}.
     *
     * @return how familiar it is; empty where that is not known
     */
    public OptionalDouble addFamiliarity(float[] features) {
        if (calibration.familiarity().isEmpty()) {
            return OptionalDouble.empty();
        }
        FamiliarityModel model = calibration.familiarity().get();
        measured++;
        // rounded as predictions round it
        double value = model.familiarity((float) distance.orElseThrow().of(features));
        unfamiliar += model.isUnfamiliar(value) ? 1 : 0;
        return OptionalDouble.of(value);
    }

    /** The result. */
    public CalibrationCheck result() {
        return new CalibrationCheck(
                error.value(),
                error.byChance(),
                scaling.map(at -> calibratedError.value()),
                calibration
                        .conformal()
                        .filter(rule -> images > 0)
                        .map(rule -> new CalibrationCheck.Sets(
                                rule.coverage(),
                                (double) covered / images,
                                Interval.wilson(covered, images),
                                (double) inSets / images)),
                measured == 0
                        ? Optional.empty()
                        : Optional.of(new CalibrationCheck.Unfamiliar(
                                (double) unfamiliar / measured, Interval.wilson(unfamiliar, measured))));
    }
}
