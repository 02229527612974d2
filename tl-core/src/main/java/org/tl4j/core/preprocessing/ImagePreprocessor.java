package org.tl4j.core.preprocessing;

import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;
import org.tl4j.core.dataset.ReadingSettings;

/** Decodes images and makes the input of a network from them. Thread-safe. */
public interface ImagePreprocessor {
    /** What decodes and resizes, with its version: it changes whenever the same bytes give other values. */
    String version();

    /** The same preprocessor with other limits on what it decodes. By default there are none to change. */
    default ImagePreprocessor within(ReadingSettings limits) {
        return this;
    }

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

    /**
     * Decodes a training image and changes it at random. In this order: crop and resizing, colours (from 0 to 255),
     * normalisation, flip, shift, rotation, erasing. With {@link Augmentation#NONE} the values are exactly those of
     * {@link #prepare(byte[], Preprocessing, FloatBuffer)}. A generator in the same state gives the same values on any
     * thread.
     *
     * @param encoded the bytes of an image file
     * @param augmentation what may be changed and how far
     * @param random where all that is random comes from; what is drawn depends on the sizes and not on the pixels
     * @param target room for {@link Preprocessing#valuesPerImage()} floats from its position 0, [channels, height, width]
     * @throws org.tl4j.core.error.DataException if the bytes are not a whole image
     */
    void prepare(
            byte[] encoded,
            Preprocessing preprocessing,
            Augmentation augmentation,
            RandomGenerator random,
            FloatBuffer target);
}
