package org.tl4j.strategies.training;

import java.nio.FloatBuffer;
import java.util.List;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.strategies.extraction.LostFeatures;

/** Examples that are features of the frozen part of a network, read from the feature store. */
public final class CachedFeatureExamples implements Examples {
    private final List<Sample> samples;
    private final LabelMatrix targets;
    private final FeatureSpace space;
    private final int width;

    /**
     * Features of images.
     *
     * @param samples the images, all of them in {@code space}
     * @param labels the classes
     * @param space where the features are
     * @param width features per image
     */
    public CachedFeatureExamples(List<Sample> samples, LabelSet labels, FeatureSpace space, int width) {
        this.samples = List.copyOf(samples);
        this.targets = LabelMatrix.of(samples, labels);
        this.space = space;
        this.width = width;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int count() {
        return samples.size();
    }

    @Override
    public LabelMatrix targets() {
        return targets;
    }

    @Override
    public void load(int index, long seed, FloatBuffer target) {
        Sample sample = samples.get(index);
        if (!space.read(sample.digest(), target)) {
            throw LostFeatures.of(sample);
        }
    }
}
