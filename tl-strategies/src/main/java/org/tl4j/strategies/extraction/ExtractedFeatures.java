package org.tl4j.strategies.extraction;

import java.util.List;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;

/**
 * Features of images.
 *
 * @param samples the images that could be decoded, in the given order
 * @param features one row per sample
 * @param skipped the images that could not be decoded
 * @param computed how many rows went through the backbone now
 * @param reused how many came from the store
 */
public record ExtractedFeatures(
        List<Sample> samples, FeatureBatch features, List<SkippedImage> skipped, int computed, int reused) {
    public ExtractedFeatures {
        samples = List.copyOf(samples);
        skipped = List.copyOf(skipped);
    }
}
