package org.tl4j.dl4j.training.onednn;

import java.nio.FloatBuffer;
import org.tl4j.core.dataset.LabelMode;

/** The loss of a batch, computed from its logits. Immutable. */
public interface OutputLoss {
    /**
     * Computes it.
     *
     * @param logits [examples or more, classes]
     * @param targets as {@link org.tl4j.core.network.ExampleBatch} has them
     */
    static OutputLoss of(LabelMode mode, FloatBuffer logits, FloatBuffer targets, int examples) {
        return mode == LabelMode.SINGLE_LABEL
                ? new SoftmaxLoss(logits, targets, examples)
                : new SigmoidLoss(logits, targets, examples);
    }

    /** The probabilities of some examples, from their logits. */
    static float[][] probabilities(LabelMode mode, FloatBuffer logits, int examples, int classes) {
        return mode == LabelMode.SINGLE_LABEL
                ? SoftmaxLoss.probabilities(logits, examples, classes)
                : SigmoidLoss.probabilities(logits, examples, classes);
    }

    /** The mean over the examples. */
    double mean();

    /** The gradient of the sum over the examples with respect to the logits. */
    float[] gradients();
}
