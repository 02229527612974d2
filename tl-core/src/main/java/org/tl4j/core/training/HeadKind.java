package org.tl4j.core.training;

/** How a new output layer is made from features. Both are a {@link org.tl4j.core.network.LinearHead}. */
public enum HeadKind {
    /** Multinomial logistic regression, which minimises a loss. */
    LOGISTIC_REGRESSION,
    /** The class whose mean training image is most similar, by the cosine of the features. */
    PROTOTYPE
}
