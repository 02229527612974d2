package org.tl4j.core.dataset;

/** Parts a data set. Stateless and thread-safe. */
public interface Splitter {
    /**
     * Keeps the owner's layout where there is one; else draws validation images by seed and content. The part of an image
     * depends on its own bytes and the seed alone, so adding images moves no old image, and every class gives the same share
     * but for chance.
     *
     * @throws org.tl4j.core.error.DataException if a class is left without a training image, or there is one class alone
     */
    Split split(Dataset dataset, SplitSettings settings);
}
