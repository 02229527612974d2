package org.tl4j.core.training;

/** Why a {@link BoundaryCandidate} was not measured. */
public enum BoundarySkip {
    /** It has more features than the budget of the measurement allows for so many images and classes. */
    TOO_WIDE,
    /** The pooling of the default boundary does not apply to the shape of its output. */
    OTHER_SHAPE,
    /** The layers that are to be trained begin after it. */
    BEFORE_TRAINED_LAYERS,
    /** There is nothing that it could be compared with. */
    NO_ALTERNATIVE
}
