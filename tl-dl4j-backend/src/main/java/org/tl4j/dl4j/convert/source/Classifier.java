package org.tl4j.dl4j.convert.source;

/** How a network classifies. */
public enum Classifier {
    /** It does not: its outputs are features or other values. */
    NONE,
    /** One of several classes, by a softmax. */
    SOFTMAX,
    /** Each class by itself, by a sigmoid. A softmax would change the network, so it keeps its own output. */
    SIGMOIDS
}
