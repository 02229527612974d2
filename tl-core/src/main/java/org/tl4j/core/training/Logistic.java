package org.tl4j.core.training;

/** The logistic function and the logarithm that belongs to it, for the losses of labels. */
public final class Logistic {
    private Logistic() {}

    /** The probability of a logit: 1 / (1 + exp(-x)). */
    public static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** log(1 + exp(x)), which is finite for every finite x. */
    public static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
}
