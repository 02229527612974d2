package org.tl4j.strategies.extraction;

import java.util.List;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.training.LabelledFeatures;

/**
 * Features of images, left in the store.
 *
 * @param samples the images that could be decoded, in the given order
 * @param rows one per sample, read from the store whenever they are used
 * @param skipped the images that could not be decoded
 * @param computed how many rows went through the backbone now
 * @param reused how many came from the store
 */
public record StoredFeatures(
        List<Sample> samples, StoredRows rows, List<SkippedImage> skipped, int computed, int reused) {
    public StoredFeatures {
        samples = List.copyOf(samples);
        skipped = List.copyOf(skipped);
    }

    /** Those of the samples from {@code from} to below {@code to}, with their classes. */
    public LabelledFeatures labelled(int from, int to, LabelSet labels) {
        return new LabelledFeatures(rows.range(from, to), LabelMatrix.of(samples.subList(from, to), labels));
    }
}
