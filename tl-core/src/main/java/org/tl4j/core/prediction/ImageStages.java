package org.tl4j.core.prediction;

import java.util.List;
import org.tl4j.core.preprocessing.ImageBatch;

/**
 * Prediction or embedding in its two stages, for those who put images of several callers into one batch: a server decodes on its
 * own threads, each image when it comes, and computes what has come together. Thread-safe.
 *
 * @param <R> what is computed of an image
 */
public interface ImageStages<R> {
    /**
     * Decodes an encoded image, on this thread.
     *
     * @param encoded the bytes of a JPEG, PNG or the like
     * @return one image, as {@link #compute} takes it
     * @throws org.tl4j.core.error.UsageException if there is not a single byte, or this is closed
     * @throws org.tl4j.core.error.DataException if they cannot be decoded
     */
    ImageBatch prepare(byte[] encoded);

    /**
     * Computes prepared images together, on this thread.
     *
     * @param images of shape [images, channels, height, width], preprocessed as the bundle says; read only during the call
     * @return one result per image, in their order
     * @throws org.tl4j.core.error.UsageException if the images are of another shape than the network takes, or this is closed
     */
    List<R> compute(ImageBatch images);
}
