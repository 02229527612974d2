package org.tl4j.application.text;

import java.util.List;
import java.util.stream.Collectors;
import org.tl4j.application.documents.ImagePrediction;
import org.tl4j.core.prediction.ScoredLabel;

/** The predictions of an image, as text. */
public final class PredictionText {
    private PredictionText() {}

    /** The image with its most probable classes, or its problem. */
    public static String of(ImagePrediction image) {
        if (image.hasFailed()) {
            // most messages begin with the name
            return image.error().startsWith(image.image()) ? image.error() : image.image() + ": " + image.error();
        }
        if (image.accepted() != null) {
            return image.image() + ": " + (image.accepted().isEmpty() ? "no label" : labels(image.accepted()))
                    + remarks(image);
        }
        return image.image() + ": " + labels(image.predictions()) + remarks(image);
    }

    private static String labels(List<ScoredLabel> labels) {
        return labels.stream()
                .map(scored -> Format.label(scored.label()) + " " + Format.percent(scored.probability()))
                .collect(Collectors.joining(", "));
    }

    private static String remarks(ImagePrediction image) {
        String set = image.conformalSet() == null
                ? ""
                : "; set: "
                        + String.join(
                                ", ",
                                image.conformalSet().stream().map(Format::label).toList());
        return set
                + (Boolean.TRUE.equals(image.unsure()) ? "; unsure" : "")
                + (Boolean.TRUE.equals(image.unfamiliar()) ? "; unfamiliar" : "");
    }
}
