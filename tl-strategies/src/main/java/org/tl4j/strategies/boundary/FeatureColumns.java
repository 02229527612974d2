package org.tl4j.strategies.boundary;

import java.nio.FloatBuffer;
import java.util.Objects;
import org.tl4j.core.backbone.FeatureRows;

/**
 * Some neighbouring features of each image of another source. Thread-safe.
 *
 * @param all where they are
 * @param from the index of the first feature
 * @param width how many features
 */
record FeatureColumns(FeatureRows all, int from, int width) implements FeatureRows {
    FeatureColumns {
        Objects.checkFromIndexSize(from, width, all.width());
    }

    @Override
    public int rows() {
        return all.rows();
    }

    @Override
    public void read(int index, FloatBuffer target) {
        target.put(all.row(index).slice(from, width));
    }
}
