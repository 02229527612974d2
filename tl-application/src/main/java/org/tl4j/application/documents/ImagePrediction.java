package org.tl4j.application.documents;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tl4j.core.dataset.FileNameText;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Redaction;
import org.tl4j.core.prediction.Familiarity;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.PredictionResult;
import org.tl4j.core.prediction.ScoredLabel;

/**
 * The JSON of one image: predictions, or an error.
 *
 * @param image the file, as {@link #shown} shows it
 * @param predictions the most probable classes, or null
 * @param accepted the labels that reach their thresholds, of a model for several labels; else null
 * @param conformalSet the classes that contain the right one as often as was asked, or null
 * @param familiarity how much the image is like the training images, from 0 to 1, or null
 * @param unfamiliar whether it is less than the bound of the model, or null
 * @param unsure whether a person should look, or null where the model cannot say
 * @param error why it could not be read, or null
 * @param kind what is wrong with it, for programs, or null
 */
public record ImagePrediction(
        String image,
        List<ScoredLabel> predictions,
        List<ScoredLabel> accepted,
        List<String> conformalSet,
        Double familiarity,
        Boolean unfamiliar,
        Boolean unsure,
        String error,
        DataKind kind) {
    /** A result with its {@code top} most probable classes, or its failure. */
    public static ImagePrediction of(String image, PredictionResult result, int top) {
        return result instanceof PredictionResult.Failed failed
                ? failed(image, failed.failure().getMessage(), failed.failure().kind())
                : of(image, result.orThrow(), top);
    }

    /** The {@code top} most probable classes. */
    public static ImagePrediction of(String image, Prediction prediction, int top) {
        boolean several = prediction.mode() == LabelMode.MULTI_LABEL;
        boolean unsure = prediction.isUnsure();
        return new ImagePrediction(
                image,
                List.copyOf(prediction.top(top)),
                several ? prediction.accepted() : null,
                prediction.conformal().orElse(null),
                prediction.familiarity().map(Familiarity::value).orElse(null),
                prediction.familiarity().map(Familiarity::unfamiliar).orElse(null),
                (unsure || prediction.conformal().isPresent()) ? Boolean.valueOf(unsure) : null,
                null,
                null);
    }

    /** A failure. */
    public static ImagePrediction failed(String image, String error, DataKind kind) {
        return new ImagePrediction(image, null, null, null, null, null, null, error, kind);
    }

    /** The name of a file as it is; an address without its secrets. */
    public static String shown(Path file) {
        return Files.exists(file) ? FileNameText.of(file) : Redaction.text(FileNameText.of(file));
    }

    /** Whether there are no predictions. */
    public boolean hasFailed() {
        return error != null;
    }
}
