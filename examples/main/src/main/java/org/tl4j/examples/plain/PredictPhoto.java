package org.tl4j.examples.plain;

import java.nio.file.Path;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.prediction.ScoredLabel;
import org.tl4j.predict.BundlePredictors;

/** Prints the labels of photos: {@code PredictPhoto model.tlz photo.jpg ...} */
public final class PredictPhoto {
    private PredictPhoto() {}

    public static void main(String[] arguments) {
        // opened once, for all photos and threads
        try (Predictor predictor = BundlePredictors.create().open(Path.of(arguments[0]))) {
            for (int i = 1; i < arguments.length; i++) {
                ScoredLabel best = predictor.predict(Path.of(arguments[i])).best();
                System.out.printf("%s: %s, %.1f %%%n", arguments[i], best.label(), 100 * best.probability());
            }
        }
    }
}
