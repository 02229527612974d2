package org.tl4j.dl4j.architecture;

/** A DenseNet small enough to be trained in a test. */
public final class SmallDenseNet {
    private SmallDenseNet() {}

    /** A DenseNet with 8 channels in its stem, and 4 more from each of its two layers per block. */
    public static Architecture architecture() {
        return new DenseNet("small", 8, 4, 2, 2, 2, 2);
    }
}
