package org.tl4j.core.preprocessing;

import static java.util.Objects.requireNonNull;

/**
 * A small copy of an image for people. It has pixels alone: no EXIF data, no place, no name. The array is not copied, and not
 * to be changed.
 *
 * @param size of the copy, with the orientation of the image applied
 * @param jpeg the copy as a JPEG file
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Thumbnail(ImageSize size, byte[] jpeg) {
    public Thumbnail {
        requireNonNull(size, "size is null");
        requireNonNull(jpeg, "jpeg is null");
    }
}
