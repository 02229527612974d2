package org.tl4j.core.dataset;

/** Reads the encoded bytes of images, from files and from zips that stay packed. Thread-safe. */
public interface ImageReader extends AutoCloseable {
    /**
     * The encoded bytes of one image.
     *
     * @throws org.tl4j.core.error.DataException if they cannot be read
     */
    byte[] read(ImageLocation location);

    /**
     * A reader that refuses longer files than {@code limits} allow. It shares what is open with this one, which alone is
     * closed. By default there is no such limit.
     */
    default ImageReader within(ReadingSettings limits) {
        return this;
    }

    /** Closes the zips that were opened. */
    @Override
    void close();
}
