package org.tl4j.core.preprocessing;

import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;
import org.tl4j.core.dataset.ReadingSettings;

/** Decodes images and makes the input of a network from them. Thread-safe. */
public interface ImagePreprocessor {
    /** The decoder and resizer with their version: it changes whenever the same bytes give other values. */
    String version();

    /** The same preprocessor with other decoding limits. By default it has none. */
    default ImagePreprocessor within(ReadingSettings limits) {
        return this;
    }

    /**
     * Decodes an image, applies its EXIF orientation, and fills {@code target} by the rule.
     *
     * @param encoded the bytes of an image file
     * @param target room for {@link Preprocessing#valuesPerImage()} floats from its position 0, [channels, height, width]
     * @throws org.tl4j.core.error.DataException if the bytes are not a whole image
     */
    void prepare(byte[] encoded, Preprocessing preprocessing, FloatBuffer target);

    /** The same for a decoded image. */
    void prepare(BufferedImage image, Preprocessing preprocessing, FloatBuffer target);

    /**
     * Decodes a training image and changes it at random. In this order: crop and resizing, colours (from 0 to 255),
     * normalisation, flip, shift, rotation, erasing. With {@link Augmentation#NONE} the values are exactly those of
     * {@link #prepare(byte[], Preprocessing, FloatBuffer)}. A generator in the same state gives the same values on any
     * thread.
     *
     * @param encoded the bytes of an image file
     * @param augmentation what may be changed and how far
     * @param random the source of all randomness; how much is drawn depends on the sizes, not on the pixels
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
