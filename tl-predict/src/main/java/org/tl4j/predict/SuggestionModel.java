package org.tl4j.predict;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.tl4j.core.prediction.EmbeddingResult;
import org.tl4j.core.prediction.PredictionResult;

/** What a model says of images, for {@link ImageSuggestions}: by its network, or from features that are stored. */
public interface SuggestionModel {
    /**
     * Predicts images.
     *
     * @param results takes the result of each image, in their order
     */
    void predict(List<Path> images, Consumer<PredictionResult> results);

    /**
     * The features of images that were predicted.
     *
     * @return one result per image, in their order
     */
    List<EmbeddingResult> features(List<Path> images);
}
