package org.tl4j.strategies.training;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelState;
import org.tl4j.core.training.LossSettings;

/**
 * The targets of examples, as {@link org.tl4j.core.network.ExampleBatch} has them: smoothed labels, weighted by class. Of
 * several labels, each has a weight for its presence and one for its absence, and an unknown one has none.
 *
 * @param smoothing the share that is spread over all classes; of several labels, over presence and absence
 * @param targets the labels of the examples
 * @param weights the weight of an example of each class, or of the presence of each label; 1 on average over the examples
 * @param absences the weight of the absence of each label; of no use for classes
 */
@SuppressWarnings("ArrayRecordComponent") // created and read only here
record Targets(double smoothing, LabelMatrix targets, double[] weights, double[] absences) {
    /** The targets for {@code examples}. */
    static Targets of(LossSettings settings, LabelMatrix targets) {
        double[] weights = new double[targets.labels()];
        double[] absences = new double[targets.labels()];
        Arrays.fill(weights, 1);
        Arrays.fill(absences, 1);
        if (settings.classWeights()) {
            balance(targets, weights, absences);
        }
        return new Targets(settings.labelSmoothing(), targets, weights, absences);
    }

    private static void balance(LabelMatrix targets, double[] weights, double[] absences) {
        int[] counts = targets.counts();
        if (targets.mode() == LabelMode.MULTI_LABEL) {
            for (int label = 0; label < weights.length; label++) {
                int absent = absent(targets, label);
                if (counts[label] > 0 && absent > 0) {
                    double half = (counts[label] + absent) / 2.0;
                    weights[label] = half / counts[label];
                    absences[label] = half / absent;
                }
            }
            return;
        }
        long present = Arrays.stream(counts).filter(count -> count > 0).count();
        for (int label = 0; label < weights.length; label++) {
            weights[label] = counts[label] == 0 ? 0 : targets.rows() / ((double) present * counts[label]);
        }
    }

    private static int absent(LabelMatrix targets, int label) {
        int absent = 0;
        for (int row = 0; row < targets.rows(); row++) {
            absent += targets.state(row, label) == LabelState.ABSENT ? 1 : 0;
        }
        return absent;
    }

    /** How many values a row has. */
    int width() {
        return width(targets);
    }

    /** How many values a row for examples with these labels has. */
    static int width(LabelMatrix targets) {
        return targets.mode() == LabelMode.SINGLE_LABEL ? targets.labels() : 2 * targets.labels();
    }

    /** Fills a row for an example. */
    void write(int example, FloatBuffer row) {
        if (targets.mode() == LabelMode.SINGLE_LABEL) {
            single(targets.single(example), row);
        } else {
            several(example, row);
        }
    }

    private void single(int label, FloatBuffer row) {
        for (int c = 0; c < weights.length; c++) {
            double share = smoothing / weights.length + (c == label ? 1 - smoothing : 0);
            row.put(c, (float) (weights[label] * share));
        }
    }

    private void several(int example, FloatBuffer row) {
        for (int label = 0; label < weights.length; label++) {
            LabelState state = targets.state(example, label);
            double weight = switch (state) {
                case PRESENT -> weights[label];
                case ABSENT -> absences[label];
                case UNKNOWN -> 0;
            };
            double present = smoothing / 2 + (state == LabelState.PRESENT ? 1 - smoothing : 0);
            row.put(label, (float) (weight * present));
            row.put(weights.length + label, (float) (weight * (1 - present)));
        }
    }
}
