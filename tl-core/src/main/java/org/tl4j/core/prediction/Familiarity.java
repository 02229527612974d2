package org.tl4j.core.prediction;

/**
 * How much an image is like those that a model was trained on.
 *
 * @param value from 0 to 1: the share of the held-out images that are at most as familiar as this one
 * @param unfamiliar whether it is below the bound of the model: the image may show none of its labels
 */
public record Familiarity(double value, boolean unfamiliar) {
    public Familiarity {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("a familiarity must be from 0 to 1, found " + value);
        }
    }
}
