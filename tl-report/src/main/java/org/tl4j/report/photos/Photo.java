package org.tl4j.report.photos;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.report.Html;

/**
 * An image with what is said of it.
 *
 * @param location where it is
 * @param lines what is said below it, one after another
 * @param alternative what is said where it cannot be seen
 * @param right whether a prediction is right, which changes its frame; empty where nothing was predicted
 */
public record Photo(ImageLocation location, List<Html> lines, String alternative, Optional<Boolean> right) {
    public Photo {
        requireNonNull(location, "location is null");
        lines = List.copyOf(lines);
        requireNonNull(alternative, "alternative is null");
        requireNonNull(right, "right is null");
    }
}
