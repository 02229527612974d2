package org.tl4j.core.dataset;

import static java.util.Objects.requireNonNull;

/**
 * An image that could not be used.
 *
 * @param location where it is
 * @param reason why, as text
 */
public record SkippedImage(ImageLocation location, String reason) {
    public SkippedImage {
        requireNonNull(location, "location is null");
        requireNonNull(reason, "reason is null");
    }
}
