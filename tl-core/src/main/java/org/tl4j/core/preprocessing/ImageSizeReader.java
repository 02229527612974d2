package org.tl4j.core.preprocessing;

import org.tl4j.core.dataset.ReadingSettings;

/** Reads how large images are, without decoding them. Thread-safe. */
public interface ImageSizeReader {
    /**
     * The size of an image with its EXIF orientation applied.
     *
     * @param encoded the bytes of an image file
     * @throws org.tl4j.core.error.DataException if they are not an image that can be decoded
     */
    ImageSize size(byte[] encoded);

    /** The same with other limits; a reader without limits returns itself. */
    default ImageSizeReader within(ReadingSettings limits) {
        return this;
    }
}
