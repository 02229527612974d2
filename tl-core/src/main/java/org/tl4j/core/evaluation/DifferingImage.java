package org.tl4j.core.evaluation;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.dataset.ImageLocation;

/**
 * An image for which two models predict different labels.
 *
 * @param location where it is
 * @param actual its labels, as text
 * @param first what the first model predicts
 * @param second what the second model predicts
 */
public record DifferingImage(ImageLocation location, String actual, String first, String second) {
    public DifferingImage {
        requireNonNull(location, "location is null");
        requireNonNull(actual, "actual is null");
        requireNonNull(first, "first is null");
        requireNonNull(second, "second is null");
    }
}
