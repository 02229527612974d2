package org.tl4j.core.prediction;

/**
 * A class with its probability.
 *
 * @param label the class
 * @param probability from 0 to 1
 */
public record ScoredLabel(String label, double probability) {
    public ScoredLabel {
        if (!Double.isFinite(probability)) {
            throw new IllegalArgumentException("a probability must be finite, found " + probability + " for " + label);
        }
    }
}
