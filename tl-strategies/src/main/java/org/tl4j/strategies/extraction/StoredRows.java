package org.tl4j.strategies.extraction;

import java.nio.FloatBuffer;
import java.util.List;
import org.tl4j.core.backbone.FeatureRows;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.features.FeatureSpace;

/** Features of images that are in a space: none is in memory before it is read. Thread-safe. */
public final class StoredRows implements FeatureRows {
    private final List<Sample> samples;
    private final FeatureSpace space;
    private final int width;

    /**
     * Features of images.
     *
     * @param samples the images, all of them in {@code space}, one row each
     * @param width features per image
     */
    public StoredRows(List<Sample> samples, FeatureSpace space, int width) {
        this.samples = List.copyOf(samples);
        this.space = space;
        this.width = width;
    }

    @Override
    public int rows() {
        return samples.size();
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public void read(int index, FloatBuffer target) {
        if (!space.read(samples.get(index).digest(), target)) {
            throw LostFeatures.of(samples.get(index));
        }
    }

    /** The rows from {@code from} to below {@code to}. */
    StoredRows range(int from, int to) {
        return new StoredRows(samples.subList(from, to), space, width);
    }
}
