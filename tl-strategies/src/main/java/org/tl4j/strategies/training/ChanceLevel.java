package org.tl4j.strategies.training;

/** The loss of a network that has learned nothing. */
final class ChanceLevel {
    private ChanceLevel() {}

    /** The mean loss of equal probabilities for all classes, at least 1. */
    static double loss(int classes) {
        return Math.max(1, Math.log(classes));
    }
}
