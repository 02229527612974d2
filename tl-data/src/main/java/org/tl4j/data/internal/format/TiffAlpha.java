package org.tl4j.data.internal.format;

/** The meaning of the sample after the colours (ExtraSamples). */
public enum TiffAlpha {
    /** There is no such sample, or its meaning is not specified. */
    NONE,
    /** Associated alpha: the colours are multiplied by it. */
    ASSOCIATED,
    /** Unassociated alpha: the colours are not multiplied by it. */
    UNASSOCIATED
}
