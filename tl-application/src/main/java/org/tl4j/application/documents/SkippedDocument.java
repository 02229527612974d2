package org.tl4j.application.documents;

import java.util.List;
import org.tl4j.core.dataset.SkippedImage;

/**
 * An image that was skipped, in JSON.
 *
 * @param image where it is
 * @param reason why
 */
public record SkippedDocument(String image, String reason) {
    /** The documents of all skipped images. */
    public static List<SkippedDocument> of(List<SkippedImage> skipped) {
        return skipped.stream()
                .map(image -> new SkippedDocument(image.location().toString(), image.reason()))
                .toList();
    }
}
