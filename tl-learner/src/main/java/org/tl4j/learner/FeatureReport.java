package org.tl4j.learner;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.dataset.Subset;

/**
 * Features of a data set.
 *
 * @param backbone what computed them
 * @param samples the images, in the order of the data set
 * @param features one row per sample
 * @param subset which subset of the data it is; empty where the data has no subsets
 * @param skipped images that could not be used
 */
public record FeatureReport(
        BackboneSpec backbone,
        List<Sample> samples,
        FeatureBatch features,
        Optional<Subset> subset,
        List<SkippedImage> skipped) {
    public FeatureReport {
        samples = List.copyOf(samples);
        skipped = List.copyOf(skipped);
    }
}
