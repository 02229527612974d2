package org.tl4j.serve;

import java.util.List;
import org.tl4j.application.documents.ImagePrediction;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.prediction.Prediction;

/**
 * The results of the images of one request as JSON.
 *
 * @param model its name
 * @param digest the SHA-256 of its file
 * @param results one per image, in their order
 */
record ImageResults(String model, String digest, List<Object> results) {
    ImageResults {
        results = List.copyOf(results);
    }

    /**
     * An image without a result.
     *
     * @param image what the request calls it
     * @param error why
     */
    record FailedImage(String image, ProblemDocument error) {}

    /**
     * The features of an image.
     *
     * @param image what the request calls it
     * @param features finite
     */
    @SuppressWarnings("ArrayRecordComponent") // written, never compared
    record ImageFeatures(String image, float[] features) {}

    /** Predictions with their {@code top} most probable classes. */
    static ImageResults ofPredictions(LoadedModel model, List<ImageOutcome<Prediction>> outcomes, int top) {
        return new ImageResults(
                model.name(),
                model.digest().hex(),
                outcomes.stream()
                        .map(outcome -> outcome.result()
                                .<Object>map(prediction -> ImagePrediction.of(outcome.image(), prediction, top))
                                .orElseGet(() -> failed(outcome)))
                        .toList());
    }

    static ImageResults ofFeatures(LoadedModel model, List<ImageOutcome<float[]>> outcomes) {
        return new ImageResults(
                model.name(),
                model.digest().hex(),
                outcomes.stream()
                        .map(outcome -> outcome.result()
                                .<Object>map(features -> new ImageFeatures(outcome.image(), features))
                                .orElseGet(() -> failed(outcome)))
                        .toList());
    }

    private static FailedImage failed(ImageOutcome<?> outcome) {
        return new FailedImage(
                outcome.image(), ProblemDocument.of(outcome.failure().orElseThrow()));
    }

    /** What of an image failed, in one word for metrics. */
    static String kind(Tl4jException failure) {
        return failure instanceof DataException data
                ? data.kind().name()
                : failure.category().name();
    }
}
