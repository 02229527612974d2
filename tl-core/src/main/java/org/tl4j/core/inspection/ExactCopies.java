package org.tl4j.core.inspection;

import java.util.List;

/**
 * Images whose files have the same bytes.
 *
 * @param images two or more, in the order of the data set
 */
public record ExactCopies(List<InspectedImage> images) {
    public ExactCopies {
        images = List.copyOf(images);
        if (images.size() < 2) {
            throw new IllegalArgumentException("copies must be at least 2 images, found " + images.size());
        }
    }

    /** Whether not all of them have the same labels. */
    public boolean isConflict() {
        return images.stream()
                        .map(image -> image.sample().annotation())
                        .distinct()
                        .count()
                > 1;
    }

    /** Whether two of them have different roles: what is tested was trained on. */
    public boolean isAcrossSubsets() {
        return images.stream()
                        .flatMap(image -> image.role().stream())
                        .distinct()
                        .count()
                > 1;
    }
}
