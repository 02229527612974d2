package org.tl4j.core.dataset;

/** Reads the encoded bytes of images, from files and from zips that stay packed. Thread-safe. */
public interface ImageReader extends AutoCloseable {
    /**
     * The encoded bytes of one image.
     *
     * @throws org.tl4j.core.error.DataException if they cannot be read: of the kind NOT_FOUND where there is nothing,
     *     UNREADABLE where permissions or the disk forbid it, TOO_LARGE, or CORRUPT for a damaged entry of a zip
     * @throws IllegalStateException if the image lies in a zip and this reader is closed
     * @throws org.tl4j.core.error.InterruptedWorkException if the thread was interrupted; it stays so
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
