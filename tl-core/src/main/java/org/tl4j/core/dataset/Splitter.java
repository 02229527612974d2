package org.tl4j.core.dataset;

/** Splits a data set. Stateless and thread-safe. */
public interface Splitter {
    /**
     * Keeps the owner's layout if there is one; otherwise draws validation images by seed and content. The subset of an
     * image depends only on its bytes and the seed, so adding images moves no old image, and the share of validation
     * images is the same in every class, up to chance. If a class would have no training image, one of its images stays
     * in training. Of exact copies with one label, the first counts and the others are duplicates.
     *
     * @throws org.tl4j.core.error.DataException if a class has no image for training, or there is only one class
     */
    DatasetSplit split(Dataset dataset, SplitSettings settings);
}
