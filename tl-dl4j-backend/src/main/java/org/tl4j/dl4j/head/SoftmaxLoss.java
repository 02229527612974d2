package org.tl4j.dl4j.head;

import java.util.Arrays;

/** Multinomial logistic regression: one class per image. */
final class SoftmaxLoss implements OutputLoss {
    private final int[] labels;
    private final int classes;
    private final double[] sampleWeights;
    private final double totalWeight;

    SoftmaxLoss(int[] labels, int classes, boolean balanced) {
        this.labels = labels;
        this.classes = classes;
        this.sampleWeights = balanced ? balanced(labels, classes) : OutputLoss.ones(labels.length);
        this.totalWeight = Arrays.stream(sampleWeights).sum();
    }

    private static double[] balanced(int[] labels, int classes) {
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        return Arrays.stream(labels)
                .mapToDouble(label -> (double) labels.length / classes / counts[label])
                .toArray();
    }

    @Override
    public double penaltyFactor() {
        return 1;
    }

    @Override
    public double totalWeight() {
        return totalWeight;
    }

    @Override
    public void probabilities(double[] logits, int from) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            largest = Math.max(largest, logits[from + c]);
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            logits[from + c] = Math.exp(logits[from + c] - largest);
            sum += logits[from + c];
        }
        for (int c = 0; c < classes; c++) {
            logits[from + c] /= sum;
        }
    }

    @Override
    public double residuals(double[] logits, int from, int row, double sum) {
        probabilities(logits, from);
        double weight = sampleWeights[row];
        int target = from + labels[row];
        double loss = sum - weight * Math.log(Math.max(logits[target], Double.MIN_NORMAL));
        logits[target] -= 1;
        for (int c = 0; c < classes; c++) {
            logits[from + c] *= weight / totalWeight;
        }
        return loss;
    }
}
