package org.tl4j.dl4j.runtime;

/**
 * What the caller may decide about the start of ND4J.
 *
 * @param helpers whether layers shall hand convolution, pooling and batch normalisation to oneDNN; without effect on a
 *     graphics card
 */
public record RuntimeSettings(boolean helpers) {
    /** The system property that {@link #defaults()} reads; {@code false} turns oneDNN off. */
    public static final String ONEDNN_PROPERTY = "tl.onednn";

    /** Helpers on, unless the system property {@value #ONEDNN_PROPERTY} is {@code false}. */
    public static RuntimeSettings defaults() {
        return new RuntimeSettings(!"false".equalsIgnoreCase(System.getProperty(ONEDNN_PROPERTY)));
    }
}
