package org.tl4j.core.prediction;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.error.DataException;

/** The result for one image of several. */
public sealed interface PredictionResult {
    /**
     * The classes of the image.
     *
     * @throws DataException if there is none; the message says why
     */
    Prediction orThrow();

    /**
     * The image was decoded.
     *
     * @param prediction its classes
     */
    record Predicted(Prediction prediction) implements PredictionResult {
        public Predicted {
            requireNonNull(prediction, "prediction is null");
        }

        @Override
        public Prediction orThrow() {
            return prediction;
        }
    }

    /**
     * The image could not be read or decoded.
     *
     * @param failure why, with its {@link DataException#kind()}; its subject names the image
     */
    record Failed(DataException failure) implements PredictionResult {
        public Failed {
            requireNonNull(failure, "failure is null");
        }

        @Override
        public Prediction orThrow() {
            throw failure;
        }
    }
}
