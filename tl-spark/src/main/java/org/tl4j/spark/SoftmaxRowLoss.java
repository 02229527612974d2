package org.tl4j.spark;

/**
 * Multinomial logistic regression: one class per row. No
 * record, which the Kryo of Spark cannot serialise.
 */
final class SoftmaxRowLoss implements HeadLoss {
    private static final long serialVersionUID = 1L;

    private final double[] weights;

    /**
     * @param weights what a row of each class weighs in the mean; those of all rows sum to 1
     */
    private SoftmaxRowLoss(double[] weights) {
        this.weights = weights;
    }

    static SoftmaxRowLoss of(HeadStatistics statistics, boolean balanced) {
        double[] weights = new double[statistics.classes()];
        double total = 0;
        for (int c = 0; c < weights.length; c++) {
            long count = statistics.present(c);
            weights[c] = balanced && count > 0 ? (double) statistics.rows() / weights.length / count : 1;
            total += weights[c] * count;
        }
        for (int c = 0; c < weights.length; c++) {
            weights[c] /= total;
        }
        return new SoftmaxRowLoss(weights);
    }

    @Override
    public double residuals(double[] logits, double[] targets, int row) {
        int label = (int) targets[row];
        double largest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (int c = 0; c < logits.length; c++) {
            logits[c] = Math.exp(logits[c] - largest);
            sum += logits[c];
        }
        double loss = -weights[label] * Math.log(Math.max(logits[label] / sum, Double.MIN_NORMAL));
        for (int c = 0; c < logits.length; c++) {
            logits[c] = weights[label] * (logits[c] / sum - (c == label ? 1 : 0));
        }
        return loss;
    }

    @Override
    public double penaltyFactor() {
        return 1;
    }
}
