package org.tl4j.cli.commands;

import java.util.List;
import org.tl4j.cli.output.Words;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.ScoredLabel;

/**
 * What {@code tl predict} says of one image: predictions, or an error.
 *
 * @param image the file
 * @param predictions the most probable classes, or null
 * @param error why it could not be read, or null
 */
record ImagePrediction(String image, List<ScoredLabel> predictions, String error) {
    static ImagePrediction of(String image, Prediction prediction, int top) {
        return new ImagePrediction(image, List.copyOf(prediction.top(top)), null);
    }

    static ImagePrediction failed(String image, String error) {
        return new ImagePrediction(image, null, error);
    }

    boolean hasFailed() {
        return error != null;
    }

    String line() {
        if (hasFailed()) {
            // most messages begin with the name
            return error.startsWith(image) ? error : image + ": " + error;
        }
        return image + ": "
                + String.join(
                        ", ",
                        predictions.stream()
                                .map(scored -> Words.label(scored.label()) + " " + Words.percent(scored.probability()))
                                .toList());
    }
}
