package org.tl4j.spark;

import org.tl4j.core.training.Logistic;

/**
 * One binary logistic regression per label: the sum over the labels of the mean loss of the rows of which the label is known. No
 * record, which the Kryo of Spark cannot serialise.
 */
final class SigmoidRowLoss implements HeadLoss {
    private static final long serialVersionUID = 1L;

    private final double[] present;
    private final double[] absent;

    /**
     * @param present what a row with each label weighs in the mean of that label
     * @param absent what a row without it weighs
     */
    private SigmoidRowLoss(double[] present, double[] absent) {
        this.present = present;
        this.absent = absent;
    }

    static SigmoidRowLoss of(HeadStatistics statistics, boolean balanced) {
        double[] present = new double[statistics.classes()];
        double[] absent = new double[statistics.classes()];
        for (int label = 0; label < present.length; label++) {
            long positives = statistics.present(label);
            long negatives = statistics.absent(label);
            boolean both = positives > 0 && negatives > 0;
            double known = (double) positives + negatives;
            present[label] = positives == 0 ? 0 : balanced && both ? 0.5 / positives : 1 / known;
            absent[label] = negatives == 0 ? 0 : balanced && both ? 0.5 / negatives : 1 / known;
        }
        return new SigmoidRowLoss(present, absent);
    }

    @Override
    public double residuals(double[] logits, double[] targets, int row) {
        double loss = 0;
        for (int label = 0; label < logits.length; label++) {
            double target = targets[row * logits.length + label];
            double logit = logits[label];
            if (Double.isNaN(target)) {
                logits[label] = 0;
            } else if (target == 1) {
                loss += present[label] * Logistic.softplus(-logit);
                logits[label] = present[label] * (Logistic.sigmoid(logit) - 1);
            } else {
                loss += absent[label] * Logistic.softplus(logit);
                logits[label] = absent[label] * Logistic.sigmoid(logit);
            }
        }
        return loss;
    }

    @Override
    public double penaltyFactor() {
        return 0.5;
    }
}
