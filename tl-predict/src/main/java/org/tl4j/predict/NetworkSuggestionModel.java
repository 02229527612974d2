package org.tl4j.predict;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.tl4j.core.prediction.EmbeddingResult;
import org.tl4j.core.prediction.ImageEmbedder;
import org.tl4j.core.prediction.PredictionResult;
import org.tl4j.core.prediction.Predictor;

/** The network of a bundle, which is opened for each call, so that predicting and features are never in memory together. */
final class NetworkSuggestionModel implements SuggestionModel {
    private final Predictors predictors;
    private final Path bundle;

    NetworkSuggestionModel(Predictors predictors, Path bundle) {
        this.predictors = predictors;
        this.bundle = bundle;
    }

    @Override
    public void predict(List<Path> images, Consumer<PredictionResult> results) {
        try (Predictor predictor = predictors.open(bundle)) {
            predictor.predictEachFile(images, results);
        }
    }

    @Override
    public List<EmbeddingResult> features(List<Path> images) {
        try (ImageEmbedder embedder = predictors.embedder(bundle)) {
            return embedder.embedEachFile(images);
        }
    }
}
