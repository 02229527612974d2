package org.tl4j.core.dataset;

/** Parts a data set. Stateless and thread-safe. */
public interface Splitter {
    /**
     * Keeps the owner's layout where there is one; else draws validation images by seed and content. The part of an image
     * depends on its own bytes and the seed alone, so adding images moves no old image, and every class gives the same share
     * but for chance. Only where a class would be left without a training image, one of its images stays in training. Of
     * exact copies with one label, the first counts and the others are duplicates.
     *
     * @throws org.tl4j.core.error.DataException if a class has no image for training, or there is one class alone
     */
    DatasetSplit split(Dataset dataset, SplitSettings settings);
}
