package org.tl4j.strategies.training;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.tl4j.core.training.LossSettings;

/**
 * The target probabilities of an example: smoothed labels, weighted by class.
 *
 * @param smoothing the share that is spread over all classes
 * @param weights the weight of an example of each class; 1 on average over the examples
 */
@SuppressWarnings("ArrayRecordComponent") // created and read only here
record Targets(double smoothing, double[] weights) {
    /** The targets for {@code examples}. */
    static Targets of(LossSettings settings, Examples examples, int classes) {
        double[] weights = new double[classes];
        if (!settings.classWeights()) {
            Arrays.fill(weights, 1);
            return new Targets(settings.labelSmoothing(), weights);
        }
        int[] counts = new int[classes];
        for (int i = 0; i < examples.count(); i++) {
            counts[examples.label(i)]++;
        }
        long present = Arrays.stream(counts).filter(count -> count > 0).count();
        for (int label = 0; label < classes; label++) {
            weights[label] = counts[label] == 0 ? 0 : examples.count() / ((double) present * counts[label]);
        }
        return new Targets(settings.labelSmoothing(), weights);
    }

    /** Fills a row for an example of class {@code label}. */
    void write(int label, FloatBuffer row) {
        for (int c = 0; c < weights.length; c++) {
            double share = smoothing / weights.length + (c == label ? 1 - smoothing : 0);
            row.put(c, (float) (weights[label] * share));
        }
    }
}
