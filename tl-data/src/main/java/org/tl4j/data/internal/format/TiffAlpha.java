package org.tl4j.data.internal.format;

/** What the sample behind the colours means (ExtraSamples). */
public enum TiffAlpha {
    /** There is none, or it is not known what it means. */
    NONE,
    /** Opacity that the colours have been multiplied by. */
    ASSOCIATED,
    /** Opacity that they have not been multiplied by. */
    UNASSOCIATED
}
