package org.tl4j.dl4j.runtime;

/**
 * Settings for the start of ND4J.
 *
 * @param helpers whether layers compute convolution, pooling and batch normalisation with oneDNN; no effect on a
 *     graphics card
 */
public record RuntimeSettings(boolean helpers) {
    /** The system property that {@link #defaults()} reads; {@code false} turns oneDNN off. */
    public static final String ONEDNN_PROPERTY = "tl.onednn";

    /** Helpers are on, unless the system property {@value #ONEDNN_PROPERTY} is {@code false}. */
    public static RuntimeSettings defaults() {
        return new RuntimeSettings(!"false".equalsIgnoreCase(System.getProperty(ONEDNN_PROPERTY)));
    }
}
