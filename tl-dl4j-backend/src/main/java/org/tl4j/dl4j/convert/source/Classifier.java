package org.tl4j.dl4j.convert.source;

/** How a network tells classes apart. */
public enum Classifier {
    /** It does not: what comes out are features, or values that somebody wants. */
    NONE,
    /** One of them, by a softmax. */
    SOFTMAX,
    /** One by one, by a sigmoid each. Its softmax would be another network, so it keeps its own end. */
    SIGMOIDS
}
