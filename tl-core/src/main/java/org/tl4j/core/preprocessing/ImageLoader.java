package org.tl4j.core.preprocessing;

import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * Reads and decodes one image of a pipeline. Thread-safe.
 *
 * @param <T> an image
 * @param <F> why an image cannot be used
 */
@FunctionalInterface
public interface ImageLoader<T, F> {
    /**
     * Makes the input of a network from an image.
     *
     * @param target room for its values, [channels, height, width], from its position 0
     * @return empty where it succeeded; otherwise why the image cannot be used. What is thrown ends the run
     */
    Optional<F> load(T image, FloatBuffer target);
}
