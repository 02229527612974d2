package org.tl4j.core.preprocessing;

import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/** Decodes images and makes the input of a network from them. Thread-safe. */
public interface ImagePreprocessor {
    /** What decodes and resizes, with its version: it changes whenever the same bytes give other values. */
    String version();

    /**
     * Decodes an image, obeys its EXIF orientation, and fills {@code target} by the rule.
     *
     * @param encoded the bytes of an image file
     * @param target room for {@link Preprocessing#valuesPerImage()} floats from its position 0, [channels, height, width]
     * @throws org.tl4j.core.error.DataException if the bytes are not a whole image
     */
    void prepare(byte[] encoded, Preprocessing preprocessing, FloatBuffer target);

    /** The same for an image that is in memory already. */
    void prepare(BufferedImage image, Preprocessing preprocessing, FloatBuffer target);

    /** Changes one prepared image in place, at random; for training images only. */
    void augment(FloatBuffer image, Preprocessing preprocessing, Augmentation augmentation, RandomGenerator random);
}
