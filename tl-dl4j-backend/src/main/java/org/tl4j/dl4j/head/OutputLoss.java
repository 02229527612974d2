package org.tl4j.dl4j.head;

import java.util.Arrays;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelMode;

/** What becomes of the logits of an image: probabilities, and the loss that a fit minimises. Immutable. */
interface OutputLoss {
    /**
     * The loss for images with these labels.
     *
     * @param balanced whether each class, or the presence and the absence of each label, has the same total weight, as with
     *     scikit-learn's {@code class_weight="balanced"}
     */
    static OutputLoss of(LabelMatrix targets, boolean balanced) {
        return targets.mode() == LabelMode.SINGLE_LABEL
                ? new SoftmaxLoss(targets.singles(), targets.labels(), balanced)
                : new SigmoidLoss(targets, balanced);
    }

    /** Turns the logits of one image, {@code classes} values from position {@code from}, into probabilities. */
    void probabilities(double[] logits, int from);

    /**
     * Turns the logits of one image into the derivatives of the mean loss by them.
     *
     * @param row the index of the image
     * @param sum what the result is added to
     * @return {@code sum} and the weighted loss of the image, to be divided by {@link #totalWeight()}
     */
    double residuals(double[] logits, int from, int row, double sum);

    /** The sum of the weights. */
    double totalWeight();

    /**
     * What the L2 strength of the settings is multiplied by. Two classes have two rows of weights that share the penalty, one
     * label has one: at half the strength it is the same regression.
     */
    double penaltyFactor();

    /** Weights of 1. */
    static double[] ones(int count) {
        double[] weights = new double[count];
        Arrays.fill(weights, 1);
        return weights;
    }
}
