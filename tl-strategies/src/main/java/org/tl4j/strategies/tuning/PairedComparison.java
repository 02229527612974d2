package org.tl4j.strategies.tuning;

import org.tl4j.core.training.AccuracyGain;
import org.tl4j.strategies.training.ValidationPredictions;

/**
 * Compares two networks by the images on which they differ: images that both get right, or both wrong, carry no
 * information (McNemar 1947). One more such image is counted, so that a single image is never certain evidence.
 */
final class PairedComparison {
    private PairedComparison() {}

    /** The gain of {@code after} over {@code before}, on the same images. */
    static AccuracyGain between(ValidationPredictions before, ValidationPredictions after) {
        int won = 0;
        int lost = 0;
        for (int i = 0; i < before.count(); i++) {
            won += after.right()[i] && !before.right()[i] ? 1 : 0;
            lost += before.right()[i] && !after.right()[i] ? 1 : 0;
        }
        double n = before.count();
        double mean = (won - lost) / n;
        return new AccuracyGain(mean, Math.sqrt(Math.max(0, (won + lost + 1) / n - mean * mean) / n));
    }
}
