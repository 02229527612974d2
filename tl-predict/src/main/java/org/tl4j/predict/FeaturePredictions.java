package org.tl4j.predict;

import static org.tl4j.core.error.Arguments.required;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.prediction.Prediction;

/**
 * Predictions of a bundle from features, without images, where its network is a backbone and a linear output layer. They are
 * those of {@link Predictors#open(java.nio.file.Path)} up to rounding, calibration included. Immutable and thread-safe.
 */
public final class FeaturePredictions {
    private final LinearHead head;
    private final CalibratedReading reading;

    /**
     * Predicts as {@code bundle} does.
     *
     * @param head the output layer of the bundle
     */
    public FeaturePredictions(Bundle bundle, LinearHead head) {
        this.head = required(head, "head");
        this.reading =
                new CalibratedReading(required(bundle, "bundle").manifest().labels(), bundle.calibration(), false);
    }

    /**
     * The prediction of one image.
     *
     * @param features as many as the output layer takes
     */
    public Prediction of(float[] features) {
        return reading.prediction(reading.row(head.probabilities(FloatBuffer.wrap(features)), Optional.of(features)));
    }
}
