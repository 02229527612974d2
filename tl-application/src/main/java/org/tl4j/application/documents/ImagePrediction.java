package org.tl4j.application.documents;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tl4j.core.dataset.FileNameText;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Redaction;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.PredictionResult;
import org.tl4j.core.prediction.ScoredLabel;

/**
 * The JSON of one image: predictions, or an error.
 *
 * @param image the file, as {@link #shown} shows it
 * @param predictions the most probable classes, or null
 * @param error why it could not be read, or null
 * @param kind what is wrong with it, for programs, or null
 */
public record ImagePrediction(String image, List<ScoredLabel> predictions, String error, DataKind kind) {
    /** A result with its {@code top} most probable classes, or its failure. */
    public static ImagePrediction of(String image, PredictionResult result, int top) {
        return result instanceof PredictionResult.Failed failed
                ? failed(image, failed.failure().getMessage(), failed.failure().kind())
                : of(image, result.orThrow(), top);
    }

    /** The {@code top} most probable classes. */
    public static ImagePrediction of(String image, Prediction prediction, int top) {
        return new ImagePrediction(image, List.copyOf(prediction.top(top)), null, null);
    }

    /** A failure. */
    public static ImagePrediction failed(String image, String error, DataKind kind) {
        return new ImagePrediction(image, null, error, kind);
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
