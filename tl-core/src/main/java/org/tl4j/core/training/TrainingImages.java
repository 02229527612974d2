package org.tl4j.core.training;

import java.nio.FloatBuffer;
import org.tl4j.core.preprocessing.Preprocessing;

/** Training images by number, decoded on demand. Thread-safe. */
public interface TrainingImages {
    /** How many. */
    int count();

    /** How they are fed in. */
    Preprocessing preprocessing();

    /** The class of an image, from 0. */
    int label(int index);

    /**
     * Decodes, preprocesses and augments one image.
     *
     * @param index from 0 to below {@link #count()}
     * @param seed of the augmentation; the same seed gives the same values
     * @param target room for one image, from its position 0
     */
    void load(int index, long seed, FloatBuffer target);
}
