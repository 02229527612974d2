package org.tl4j.core.prediction;

/** What the values of a {@link HeatMap} are. */
public enum HeatMapKind {
    /** The terms of the sum that the logit is: exactly what each position adds. */
    EXACT,
    /**
     * A linear approximation around the image: how the logit changes as the values of a position fade in, at the rate that it has for
     * the image as it is. What the positions do not account for is {@link HeatMap#rest}.
     */
    LINEAR_APPROXIMATION
}
