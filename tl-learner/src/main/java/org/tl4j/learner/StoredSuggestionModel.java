package org.tl4j.learner;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tl4j.core.backbone.FeatureRows;
import org.tl4j.core.prediction.EmbeddingResult;
import org.tl4j.core.prediction.PredictionResult;
import org.tl4j.predict.FeaturePredictions;
import org.tl4j.predict.SuggestionModel;
import org.tl4j.strategies.extraction.StoredFeatures;

/**
 * What a model with a frozen backbone says of images whose features are stored. Images without features, which could not be
 * decoded, are left to its network, which says why.
 */
final class StoredSuggestionModel implements SuggestionModel {
    private final FeaturePredictions predictions;
    private final FeatureRows rows;
    private final Map<Path, Integer> rowOf = new HashMap<>();
    private final SuggestionModel network;

    /** Over the features of image files. */
    StoredSuggestionModel(FeaturePredictions predictions, StoredFeatures stored, SuggestionModel network) {
        this.predictions = predictions;
        this.rows = stored.rows();
        this.network = network;
        for (int row = 0; row < stored.samples().size(); row++) {
            rowOf.put(stored.samples().get(row).location().container(), row);
        }
    }

    @Override
    public void predict(List<Path> images, Consumer<PredictionResult> results) {
        Deque<PredictionResult> others = new ArrayDeque<>();
        List<Path> without = without(images);
        if (!without.isEmpty()) {
            network.predict(without, others::add);
        }
        for (Path image : images) {
            results.accept(
                    rowOf.containsKey(image)
                            ? new PredictionResult.Predicted(predictions.of(row(image)))
                            : others.remove());
        }
    }

    @Override
    public List<EmbeddingResult> features(List<Path> images) {
        List<Path> without = without(images);
        Deque<EmbeddingResult> others = new ArrayDeque<>(without.isEmpty() ? List.of() : network.features(without));
        return images.stream()
                .map(image -> rowOf.containsKey(image) ? new EmbeddingResult.Embedded(row(image)) : others.remove())
                .toList();
    }

    private List<Path> without(List<Path> images) {
        return images.stream().filter(image -> !rowOf.containsKey(image)).toList();
    }

    private float[] row(Path image) {
        float[] values = new float[rows.width()];
        rows.read(rowOf.get(image), FloatBuffer.wrap(values));
        return values;
    }
}
