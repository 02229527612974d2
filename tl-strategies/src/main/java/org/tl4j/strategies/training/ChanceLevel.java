package org.tl4j.strategies.training;

import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelMode;

/** The loss of a network that has learned nothing. */
final class ChanceLevel {
    private ChanceLevel() {}

    /** The mean loss of equal probabilities for all classes, or of one half for each label, and at least 1. */
    static double loss(LabelMatrix targets) {
        return Math.max(1, ofEqualProbabilities(targets));
    }

    /** The same as it is. */
    static double ofEqualProbabilities(LabelMatrix targets) {
        return targets.mode() == LabelMode.SINGLE_LABEL ? Math.log(targets.labels()) : Math.log(2);
    }
}
