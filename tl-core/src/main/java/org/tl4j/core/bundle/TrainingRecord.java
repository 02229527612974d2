package org.tl4j.core.bundle;

import java.util.List;

/**
 * Which images a model was trained on, so that it can be trained further with more of them. Immutable.
 *
 * @param sources where the images were, as absolute paths of folders, zips or CSV files; the first is the oldest
 * @param images the images of all subsets, in the order of their digests
 */
public record TrainingRecord(List<String> sources, List<RecordedImage> images) {
    public TrainingRecord {
        sources = List.copyOf(sources);
        images = List.copyOf(images);
    }
}
