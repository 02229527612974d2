package org.tl4j.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.backbone.SplitNetwork;
import org.tl4j.core.preprocessing.ImageBatch;

/** The values of an image are its first ones; the logits are a function of them. */
final class FakeSplit implements SplitNetwork {
    private final FeatureShape shape;
    private final Function<float[], double[]> logits;

    /** How many rows it was given at a time. */
    final List<Integer> batches = new ArrayList<>();

    boolean closed;

    FakeSplit(FeatureShape shape, Function<float[], double[]> logits) {
        this.shape = shape;
        this.logits = logits;
    }

    @Override
    public FeatureShape shape() {
        return shape;
    }

    @Override
    public FeatureBatch values(ImageBatch images) {
        int width = Math.toIntExact(shape.values());
        FeatureBatch values = FeatureBatch.allocate(images.images(), width);
        for (int i = 0; i < images.images(); i++) {
            values.row(i).put(0, images.image(i), 0, width);
        }
        return values;
    }

    @Override
    public FeatureBatch logits(FeatureBatch values) {
        batches.add(values.rows());
        float[][] rows = NetworkEmbedder.rows(values);
        FeatureBatch results = FeatureBatch.allocate(rows.length, logits.apply(rows[0]).length);
        for (int i = 0; i < rows.length; i++) {
            double[] row = logits.apply(rows[i]);
            for (int label = 0; label < row.length; label++) {
                results.row(i).put(label, (float) row[label]);
            }
        }
        return results;
    }

    @Override
    public void close() {
        closed = true;
    }
}
