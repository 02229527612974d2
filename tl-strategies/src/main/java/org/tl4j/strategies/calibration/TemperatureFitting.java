package org.tl4j.strategies.calibration;

import java.util.Optional;
import org.tl4j.core.calibration.CalibrationError;
import org.tl4j.core.calibration.TemperatureFit;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.evaluation.TemperatureScaling;
import org.tl4j.core.network.ProbabilityRow;
import org.tl4j.core.training.HeldOutPredictions;

/** Fits a temperature, and measures the calibration error without and with it. */
final class TemperatureFitting {
    private TemperatureFitting() {}

    /** Empty if there are no images. */
    static Optional<TemperatureFit> of(HeldOutPredictions heldOut) {
        Statements statements = Statements.of(heldOut);
        int[] labels = statements.labels();
        if (labels.length == 0) {
            return Optional.empty();
        }
        float[][] before = statements.probabilities();
        TemperatureScaling scaling = TemperatureScaling.fit(before, labels);
        float[][] after = new float[before.length][];
        for (int i = 0; i < after.length; i++) {
            after[i] = scaling.classes(before[i]);
        }
        boolean single = heldOut.targets().mode() == LabelMode.SINGLE_LABEL;
        return Optional.of(new TemperatureFit(
                scaling,
                heldOut.targets().rows(),
                error(before, labels, single),
                error(after, labels, single),
                heldOut.crossValidated()));
    }

    /** Of one label the error of the best class; of several that of each label. */
    private static double error(float[][] probabilities, int[] labels, boolean single) {
        double[] stated = new double[labels.length];
        boolean[] right = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
            int statement = single ? ProbabilityRow.best(probabilities[i]) : 0;
            stated[i] = probabilities[i][statement];
            right[i] = labels[i] == statement;
        }
        return CalibrationError.of(stated, right);
    }
}
