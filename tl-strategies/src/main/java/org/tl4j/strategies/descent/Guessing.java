package org.tl4j.strategies.descent;

/** What a network that knows nothing is worth. */
final class Guessing {
    private Guessing() {}

    /** The mean loss of saying that all classes are as likely, at least 1. */
    static double loss(int classes) {
        return Math.max(1, Math.log(classes));
    }
}
