package org.tl4j.core.dataset;

/** How many labels an image has. */
public enum LabelMode {
    /** Exactly one: probabilities are a softmax over the classes and sum to 1. */
    SINGLE_LABEL,

    /** Any number, none included: each label has a probability of its own, a sigmoid. */
    MULTI_LABEL
}
