package org.tl4j.core.prediction;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import org.tl4j.core.bundle.BundleManifest;

/**
 * Tells the classes of images, preprocessing them as the bundle says. Thread-safe: many threads get exactly what one
 * would.
 */
public interface Predictor extends AutoCloseable {
    /** What the model says of itself. */
    BundleManifest manifest();

    /**
     * The classes of an image file.
     *
     * @throws org.tl4j.core.error.DataException if it cannot be read or decoded
     */
    Prediction predict(Path image);

    /** The classes of an encoded image: the bytes of a JPEG, PNG or the like. */
    Prediction predict(byte[] encoded);

    /** The classes of an image in memory. */
    Prediction predict(BufferedImage image);

    /** The classes of several encoded images, in their order. */
    List<Prediction> predictAll(List<byte[]> encoded);

    /** Frees native memory. */
    @Override
    void close();
}
