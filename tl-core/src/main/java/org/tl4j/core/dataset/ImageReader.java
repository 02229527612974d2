package org.tl4j.core.dataset;

/** Reads the encoded bytes of images, from files and from zips that stay packed. Thread-safe. */
public interface ImageReader extends AutoCloseable {
    /**
     * The encoded bytes of one image.
     *
     * @throws org.tl4j.core.error.DataException if they cannot be read
     */
    byte[] read(ImageLocation location);

    /** Closes the zips that were opened. */
    @Override
    void close();
}
