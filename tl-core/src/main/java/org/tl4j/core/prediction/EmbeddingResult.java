package org.tl4j.core.prediction;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.error.DataException;

/** The features of one image of several, or why there are none. */
public sealed interface EmbeddingResult {
    /**
     * The features of the image.
     *
     * @throws DataException if it has none, and why
     */
    float[] orThrow();

    /** The image was decoded. */
    final class Embedded implements EmbeddingResult {
        private final float[] features;

        /** Takes the array over. */
        public Embedded(float[] features) {
            this.features = requireNonNull(features, "features is null");
        }

        @Override
        public float[] orThrow() {
            return features;
        }
    }

    /**
     * The image could not be read or decoded.
     *
     * @param failure why, with its {@link DataException#kind()}; its subject names the image
     */
    record Failed(DataException failure) implements EmbeddingResult {
        public Failed {
            requireNonNull(failure, "failure is null");
        }

        @Override
        public float[] orThrow() {
            throw failure;
        }
    }
}
