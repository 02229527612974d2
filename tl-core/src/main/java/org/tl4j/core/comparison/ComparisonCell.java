package org.tl4j.core.comparison;

import static java.util.Objects.requireNonNull;

/**
 * One training of a comparison.
 *
 * @param choice the network and the strategy
 * @param perClass how many images of each class it may see, for training and validation together, at least 2;
 *     {@link ComparisonPlan#ALL} for all of them
 * @param seed of the draw of images and of everything random in the training, at least 1
 */
public record ComparisonCell(ComparedChoice choice, int perClass, int seed) {
    public ComparisonCell {
        requireNonNull(choice, "choice is null");
        if (perClass < ComparisonPlan.FEWEST || seed < 1) {
            throw new IllegalArgumentException(
                    "a cell has at least %d images per class and a seed of at least 1, found %d and %d"
                            .formatted(ComparisonPlan.FEWEST, perClass, seed));
        }
    }
}
