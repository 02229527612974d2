package org.tl4j.strategies.training;

import java.nio.FloatBuffer;
import org.tl4j.core.dataset.LabelMatrix;

/** The examples that a network is trained or measured on, by index. Thread-safe. */
public interface Examples {
    /** How many examples there are. */
    int count();

    /** How many values one example has. */
    int width();

    /** The labels of all examples, one row each. */
    LabelMatrix targets();

    /**
     * Loads one example.
     *
     * @param index from 0 to below {@link #count()}
     * @param seed of random changes, if there are any; the same seed gives the same values
     * @param target room for one example, from its position 0
     */
    void load(int index, long seed, FloatBuffer target);
}
