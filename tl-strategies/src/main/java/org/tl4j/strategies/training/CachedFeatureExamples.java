package org.tl4j.strategies.training;

import java.nio.FloatBuffer;
import java.util.List;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.strategies.extraction.LostFeatures;

/**
 * What a frozen lower part made of images, from the feature store.
 *
 * @param samples the images, all of them in {@code space}
 * @param labels the classes
 * @param space where the features are
 * @param width features an image
 */
public record CachedFeatureExamples(List<Sample> samples, LabelSet labels, FeatureSpace space, int width)
        implements Examples {
    public CachedFeatureExamples {
        samples = List.copyOf(samples);
    }

    @Override
    public int count() {
        return samples.size();
    }

    @Override
    public int label(int index) {
        return labels.indexOf(samples.get(index).label());
    }

    @Override
    public void load(int index, long seed, FloatBuffer target) {
        Sample sample = samples.get(index);
        if (!space.read(sample.digest(), target)) {
            throw LostFeatures.of(sample);
        }
    }
}
