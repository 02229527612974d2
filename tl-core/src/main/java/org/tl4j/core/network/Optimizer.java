package org.tl4j.core.network;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.EnumNames;

/**
 * How a gradient becomes a change of parameters, once the learning rate is known.
 *
 * @param kind the rule
 * @param momentum the decay of the mean gradient, in [0, 1): Nesterov's for SGD, the first moment of Adam
 * @param weightDecay at least 0. Parameters shrink by this times the learning rate in each step, apart from the gradient
 *     (Loshchilov and Hutter 2019, "Decoupled Weight Decay Regularization"); under {@link Kind#ADAM} it is added to the
 *     gradient instead. Biases and normalisations are never decayed
 * @param l2Sp at least 0: weight of the penalty {@code pull / 2 * squared distance from the pretrained parameters} (L2-SP
 *     of Li et al. 2018, "Explicit Inductive Bias for Transfer Learning with Convolutional Networks"); the head has none
 * @param gradientClipping at least 0: a gradient whose norm over all trained parameters is larger is scaled down to it; 0
 *     clips nothing. Statistics of batch norms are not included
 */
public record Optimizer(Kind kind, double momentum, double weightDecay, double l2Sp, double gradientClipping) {
    /** The rule. */
    public enum Kind {
        /** Stochastic gradient descent with Nesterov momentum. */
        SGD,
        /** Adam (Kingma and Ba 2015) with a second moment that decays by 0.999. */
        ADAM,
        /** Adam with decoupled weight decay. */
        ADAMW
    }

    public Optimizer {
        requireNonNull(kind, "kind is null");
        require(momentum >= 0 && momentum < 1, "momentum", "must be in [0, 1)", momentum);
        require(weightDecay >= 0 && Double.isFinite(weightDecay), "weight-decay", "must be at least 0", weightDecay);
        require(l2Sp >= 0 && Double.isFinite(l2Sp), "l2-sp", "must be at least 0", l2Sp);
        require(
                gradientClipping >= 0 && Double.isFinite(gradientClipping),
                "gradient-clipping",
                "must be at least 0",
                gradientClipping);
    }

    private static void require(boolean holds, String key, String rule, double found) {
        if (!holds) {
            throw new UsageException(key, rule, Double.toString(found), "");
        }
    }

    /** Every setting by its dashed key, for provenance. */
    public Map<String, String> byKey() {
        return Map.of(
                "optimizer", EnumNames.of(kind),
                "momentum", Double.toString(momentum),
                "weight-decay", Double.toString(weightDecay),
                "l2-sp", Double.toString(l2Sp),
                "gradient-clipping", Double.toString(gradientClipping));
    }
}
