package org.tl4j.application.text;

import java.util.stream.Collectors;
import org.tl4j.application.documents.ImagePrediction;

/** The predictions of an image, as text. */
public final class PredictionText {
    private PredictionText() {}

    /** The image with its most probable classes, or its problem. */
    public static String of(ImagePrediction image) {
        if (image.hasFailed()) {
            // most messages begin with the name
            return image.error().startsWith(image.image()) ? image.error() : image.image() + ": " + image.error();
        }
        return image.predictions().stream()
                .map(scored -> Format.label(scored.label()) + " " + Format.percent(scored.probability()))
                .collect(Collectors.joining(", ", image.image() + ": ", ""));
    }
}
