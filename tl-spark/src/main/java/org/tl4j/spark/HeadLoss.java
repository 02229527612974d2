package org.tl4j.spark;

import java.io.Serializable;
import org.tl4j.core.dataset.LabelMode;

/** The loss of one row, as the fit on one machine has it. Immutable. */
interface HeadLoss extends Serializable {
    /**
     * The loss for the labels that were counted.
     *
     * @param balanced whether each class, or the presence and the absence of each label, has the same total weight
     */
    static HeadLoss of(HeadStatistics statistics, boolean balanced) {
        return statistics.mode() == LabelMode.SINGLE_LABEL
                ? SoftmaxRowLoss.of(statistics, balanced)
                : SigmoidRowLoss.of(statistics, balanced);
    }

    /**
     * Turns the logits of a row into the derivatives of the mean loss by them.
     *
     * @param targets of the block
     * @param row of the block
     * @return what the row adds to the mean loss
     */
    double residuals(double[] logits, double[] targets, int row);

    /** What the L2 strength is multiplied by: a label has one row of weights, where two classes share the penalty of two. */
    double penaltyFactor();
}
