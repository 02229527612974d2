package org.tl4j.strategies.training;

/** What a network that knows nothing is worth. */
final class ChanceLevel {
    private ChanceLevel() {}

    /** The mean loss of saying that all classes are as likely, at least 1. */
    static double loss(int classes) {
        return Math.max(1, Math.log(classes));
    }
}
