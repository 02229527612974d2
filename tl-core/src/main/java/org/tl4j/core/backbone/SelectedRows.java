package org.tl4j.core.backbone;

import java.nio.FloatBuffer;
import java.util.Objects;

/** Some of the rows of another source, which are not copied. Thread-safe. */
public final class SelectedRows implements FeatureRows {
    private final FeatureRows all;
    private final int[] indices;

    /**
     * Rows in a given order.
     *
     * @param all where they are
     * @param indices which, each from 0 to below the number of {@code all}; not copied
     */
    public SelectedRows(FeatureRows all, int[] indices) {
        this.all = all;
        this.indices = indices;
        for (int index : indices) {
            Objects.checkIndex(index, all.rows());
        }
    }

    @Override
    public int rows() {
        return indices.length;
    }

    @Override
    public int width() {
        return all.width();
    }

    @Override
    public void read(int index, FloatBuffer target) {
        all.read(indices[index], target);
    }
}
