package org.tl4j.spark;

import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.tl4j.core.prediction.EmbeddingResult;
import org.tl4j.core.prediction.ImageEmbedder;

/**
 * The column of {@link TlFeaturizer}.
 *
 * @param bundle to be opened
 * @param batchSize images computed together
 * @param vector whether features are a vector of double, else an array of float
 */
record FeatureCells(BundleReference bundle, int batchSize, boolean vector) implements RowComputation {
    private static final long serialVersionUID = 1L;

    @Override
    public ForTask start() {
        ImageEmbedder embedder = ExecutorNetworks.embedder(bundle, batchSize).network();
        return images -> embedder.embedEach(images).stream().map(this::cells).toList();
    }

    private Cells cells(EmbeddingResult result) {
        if (result instanceof EmbeddingResult.Failed failed) {
            return Cells.failed(failed.failure());
        }
        float[] features = result.orThrow();
        return Cells.of(List.of(vector ? Vectors.dense(doubles(features)) : features));
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
