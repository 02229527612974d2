package org.tl4j.core.preprocessing;

import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.ReadingSettings;

/** Makes small copies of images for people. Thread-safe. */
@FunctionalInterface
public interface ThumbnailReader {
    /**
     * A small copy of an image. Equal bytes of an image give an equal copy.
     *
     * @param location where the image is
     * @param longerSide the most pixels of the longer side of the copy, at least 1; a smaller image keeps its size
     * @throws org.tl4j.core.error.Tl4jException if the image cannot be read or decoded
     */
    Thumbnail read(ImageLocation location, int longerSide);

    /** The same with other limits; a reader without limits returns itself. */
    default ThumbnailReader within(ReadingSettings limits) {
        return this;
    }
}
