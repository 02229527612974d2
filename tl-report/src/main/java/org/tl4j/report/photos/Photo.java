package org.tl4j.report.photos;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.error.Printable;
import org.tl4j.report.Html;

/**
 * An image with what is said of it.
 *
 * @param location where it is
 * @param lines what is said below it, one after another
 * @param alternative what is said where it cannot be seen; escaped, and shortened if it is very long
 * @param right whether a prediction is right, which changes its frame; empty where nothing was predicted
 */
public record Photo(ImageLocation location, List<Html> lines, String alternative, Optional<Boolean> right) {
    private static final int LONGEST_ALTERNATIVE = 240;

    public Photo {
        requireNonNull(location, "location is null");
        lines = List.copyOf(lines);
        alternative = Printable.text(requireNonNull(alternative, "alternative is null"), LONGEST_ALTERNATIVE);
        requireNonNull(right, "right is null");
    }
}
