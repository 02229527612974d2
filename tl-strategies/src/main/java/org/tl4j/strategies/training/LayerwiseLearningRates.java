package org.tl4j.strategies.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.GradientSettings;

/** The learning rate of each layer group. */
@FunctionalInterface
public interface LayerwiseLearningRates {
    /**
     * The factor of each group's rate, the head last; 0 leaves the group as it is.
     *
     * @param epoch from 1
     * @param peakRate the highest rate of the run
     */
    List<Double> factors(int epoch, double peakRate);

    /** The rates at a point of a run. */
    default List<Double> rates(GradientSettings settings, double done, int epoch) {
        return rates(settings.rateAt(done), settings.peakRate(), epoch);
    }

    /** The rates where the schedule's is {@code rate}. */
    default List<Double> rates(double rate, double peakRate, int epoch) {
        return factors(epoch, peakRate).stream().map(factor -> factor * rate).toList();
    }

    /** The same rate for all groups. */
    static LayerwiseLearningRates uniform(int groups) {
        List<Double> factors = Collections.nCopies(groups, 1.0);
        return (epoch, peakRate) -> factors;
    }

    /**
     * A lower rate for pretrained groups than for the head, lower again from each group to the one below.
     *
     * @param headLimit the highest rate of the head, above 0
     */
    static LayerwiseLearningRates layered(FineTuningSettings settings, int groups, double headLimit) {
        return (epoch, peakRate) -> {
            int pretrained = settings.gradual() == 0 ? groups - 1 : (epoch - 1) / settings.gradual();
            List<Double> factors = new ArrayList<>();
            double head = Math.min(1, headLimit / peakRate);
            factors.add(head);
            double factor = Math.min(head, settings.backboneFactor());
            for (int group = 0; group < groups - 1; group++) {
                factors.add(group < pretrained ? factor : 0.0);
                factor *= settings.layerDecay();
            }
            Collections.reverse(factors);
            return factors;
        };
    }
}
