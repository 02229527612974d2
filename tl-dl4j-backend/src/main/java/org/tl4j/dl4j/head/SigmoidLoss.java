package org.tl4j.dl4j.head;

import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelState;
import org.tl4j.core.training.Logistic;

/**
 * One binary logistic regression per label, on the same features: the sum over the labels of the mean loss of the images of
 * which the label is known. The sum has no term with two labels, so its minimum is that of each regression alone.
 */
final class SigmoidLoss implements OutputLoss {
    private final LabelMatrix targets;
    /** What an image with the label weighs in the mean of that label. */
    private final double[] present;
    /** What an image without the label weighs. */
    private final double[] absent;

    SigmoidLoss(LabelMatrix targets, boolean balanced) {
        this.targets = targets;
        this.present = new double[targets.labels()];
        this.absent = new double[targets.labels()];
        for (int label = 0; label < present.length; label++) {
            int positives = count(LabelState.PRESENT, label);
            int negatives = count(LabelState.ABSENT, label);
            boolean both = positives > 0 && negatives > 0;
            double known = positives + negatives;
            present[label] = positives == 0 ? 0 : balanced && both ? 0.5 / positives : 1 / known;
            absent[label] = negatives == 0 ? 0 : balanced && both ? 0.5 / negatives : 1 / known;
        }
    }

    private int count(LabelState state, int label) {
        int count = 0;
        for (int row = 0; row < targets.rows(); row++) {
            count += targets.state(row, label) == state ? 1 : 0;
        }
        return count;
    }

    @Override
    public double penaltyFactor() {
        return 0.5;
    }

    /** The weights of each label sum to 1 already. */
    @Override
    public double totalWeight() {
        return 1;
    }

    @Override
    public void probabilities(double[] logits, int from) {
        for (int label = 0; label < present.length; label++) {
            logits[from + label] = Logistic.sigmoid(logits[from + label]);
        }
    }

    @Override
    public double residuals(double[] logits, int from, int row, double sum) {
        double loss = sum;
        for (int label = 0; label < present.length; label++) {
            double logit = logits[from + label];
            double probability = Logistic.sigmoid(logit);
            switch (targets.state(row, label)) {
                case PRESENT -> {
                    loss += present[label] * Logistic.softplus(-logit);
                    logits[from + label] = present[label] * (probability - 1);
                }
                case ABSENT -> {
                    loss += absent[label] * Logistic.softplus(logit);
                    logits[from + label] = absent[label] * probability;
                }
                case UNKNOWN -> logits[from + label] = 0;
            }
        }
        return loss;
    }
}
