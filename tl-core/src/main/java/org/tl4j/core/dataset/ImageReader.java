package org.tl4j.core.dataset;

/** Reads the encoded bytes of images, from files and from zips that stay packed. Thread-safe. */
public interface ImageReader extends AutoCloseable {
    /**
     * The encoded bytes of one image.
     *
     * @throws org.tl4j.core.error.DataException if they cannot be read: of the kind NOT_FOUND if there is no such file,
     *     UNREADABLE where permissions or the disk forbid it, TOO_LARGE, or CORRUPT for a damaged entry of a zip
     * @throws org.tl4j.core.error.UsageException if this reader is closed
     * @throws org.tl4j.core.error.InterruptedWorkException if the thread was interrupted; it stays so
     */
    byte[] read(ImageLocation location);

    /**
     * A reader that rejects files longer than {@code limits} allow. It shares the open files of this one, which closes
     * them. By default there is no limit.
     */
    default ImageReader within(ReadingSettings limits) {
        return this;
    }

    /** Closes the zips that were opened. */
    @Override
    void close();
}
