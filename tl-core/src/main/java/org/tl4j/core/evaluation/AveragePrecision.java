package org.tl4j.core.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelState;

/**
 * How well probabilities rank the images that have a label before those that do not: the sum over the thresholds of the
 * precision, each weighted by the increase in recall (as {@code average_precision_score} of scikit-learn; no interpolation).
 * Images of which the label is unknown do not count.
 */
public final class AveragePrecision {
    private AveragePrecision() {}

    /**
     * The average precision of one label.
     *
     * @param probabilities one row per image
     * @param label the index of the label
     * @return from 0 to 1; empty where no image is known to have the label
     */
    public static OptionalDouble of(float[][] probabilities, LabelMatrix targets, int label) {
        return of(
                probabilities,
                targets,
                label,
                IntStream.range(0, targets.rows()).toArray());
    }

    /** The same over some of the images, of which one may occur several times. */
    static OptionalDouble of(float[][] probabilities, LabelMatrix targets, int label, int[] rows) {
        // the rows of each image, most probable first; images of the same probability share one threshold
        double[] sorted = new double[rows.length];
        boolean[] present = new boolean[rows.length];
        int known = 0;
        int positives = 0;
        Integer[] order = IntStream.of(rows)
                .filter(row -> targets.state(row, label) != LabelState.UNKNOWN)
                .boxed()
                .toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(row -> -probabilities[row][label]));
        for (int row : order) {
            sorted[known] = probabilities[row][label];
            present[known] = targets.isPresent(row, label);
            positives += present[known] ? 1 : 0;
            known++;
        }
        if (positives == 0) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        int found = 0;
        int before = 0;
        for (int i = 0; i < known; i++) {
            found += present[i] ? 1 : 0;
            if (i + 1 == known || sorted[i + 1] != sorted[i]) {
                sum += (double) (found - before) / positives * found / (i + 1);
                before = found;
            }
        }
        return OptionalDouble.of(Math.min(1, sum));
    }

    /**
     * The mean over the labels that an image is known to have.
     *
     * @return from 0 to 1; 0 where no image has a label
     */
    public static double mean(float[][] probabilities, LabelMatrix targets) {
        return mean(probabilities, targets, IntStream.range(0, targets.rows()).toArray());
    }

    /** The same over some of the images, of which one may occur several times. */
    public static double mean(float[][] probabilities, LabelMatrix targets, int[] rows) {
        return IntStream.range(0, targets.labels())
                .mapToObj(label -> of(probabilities, targets, label, rows))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average()
                .orElse(0);
    }
}
