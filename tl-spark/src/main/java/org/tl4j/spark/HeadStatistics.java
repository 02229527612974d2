package org.tl4j.spark;

import java.io.Serializable;
import java.util.Arrays;
import org.tl4j.core.dataset.LabelMode;

/**
 * What one pass over features shows: their mean and variance, and how often each label occurs. Merged pairwise (Chan, Golub and LeVeque
 * 1983). Not thread-safe.
 */
final class HeadStatistics implements Serializable {
    private static final long serialVersionUID = 1L;

    private final LabelMode mode;
    private long rows;
    private double[] mean = new double[0];
    private double[] squares = new double[0];
    /** Of single labels the images of each class, of several those with each label. */
    private long[] present = new long[0];
    /** Of several labels the images without each. */
    private long[] absent = new long[0];

    HeadStatistics(LabelMode mode) {
        this.mode = mode;
    }

    /** Adds rows to these. */
    HeadStatistics add(FeatureBlock block) {
        int inputs = block.inputs();
        if (rows == 0) {
            mean = new double[inputs];
            squares = new double[inputs];
            present = mode == LabelMode.MULTI_LABEL ? new long[block.targetsPerRow()] : present;
            absent = present.clone();
        }
        Widths.requireEqualFeatures(mean.length, inputs);
        Widths.requireEqualLabels(mode == LabelMode.MULTI_LABEL ? present.length : 1, block.targetsPerRow());
        for (int row = 0; row < block.rows(); row++) {
            rows++;
            for (int f = 0; f < inputs; f++) {
                double value = block.features()[row * inputs + f];
                double change = value - mean[f];
                mean[f] += change / rows;
                squares[f] += change * (value - mean[f]);
            }
            count(block, row);
        }
        return this;
    }

    private void count(FeatureBlock block, int row) {
        int targets = block.targetsPerRow();
        if (mode == LabelMode.SINGLE_LABEL) {
            int label = (int) block.targets()[row];
            present = longer(present, label + 1);
            present[label]++;
            return;
        }
        for (int label = 0; label < targets; label++) {
            double target = block.targets()[row * targets + label];
            present[label] += target == 1 ? 1 : 0;
            absent[label] += target == 0 ? 1 : 0;
        }
    }

    /** Adds what other rows showed. */
    HeadStatistics merge(HeadStatistics other) {
        if (rows == 0 || other.rows == 0) {
            return rows == 0 ? other : this;
        }
        Widths.requireEqualFeatures(mean.length, other.mean.length);
        if (mode == LabelMode.MULTI_LABEL) {
            Widths.requireEqualLabels(present.length, other.present.length);
        }
        double all = (double) rows + other.rows;
        for (int f = 0; f < mean.length; f++) {
            double change = other.mean[f] - mean[f];
            squares[f] += other.squares[f] + change * change * rows / all * other.rows;
            mean[f] += change * other.rows / all;
        }
        rows += other.rows;
        present = sum(present, other.present);
        absent = sum(absent, other.absent);
        return this;
    }

    private static long[] longer(long[] counts, int length) {
        return counts.length >= length ? counts : Arrays.copyOf(counts, length);
    }

    private static long[] sum(long[] counts, long[] others) {
        long[] sum = longer(counts, others.length);
        for (int i = 0; i < others.length; i++) {
            sum[i] += others[i];
        }
        return sum;
    }

    long rows() {
        return rows;
    }

    int inputs() {
        return mean.length;
    }

    /** How many logits: of single labels the largest index and one, whether or not each index occurs. */
    int classes() {
        return present.length;
    }

    /** How many classes or labels occur. */
    long occurring() {
        return Arrays.stream(present).filter(count -> count > 0).count();
    }

    LabelMode mode() {
        return mode;
    }

    long present(int label) {
        return present[label];
    }

    long absent(int label) {
        return absent[label];
    }

    double[] mean() {
        return mean.clone();
    }

    /** The square root of the mean variance, by which all features are divided; 1 if they are constant. */
    double scale() {
        double variance = 0;
        for (double square : squares) {
            variance += square / rows / squares.length;
        }
        return variance == 0 ? 1 : Math.sqrt(variance);
    }
}
