package org.tl4j.report.model;

import org.tl4j.core.dataset.ImageLocation;

/**
 * An image of a single-label model and what was predicted for it. Keeps the two most probable classes alone, since a page
 * shows no others and an image may have thousands.
 *
 * @param location where it is
 * @param actual its class
 * @param predicted the most probable class
 * @param confidence its probability, calibrated
 * @param second the next class; -1 if there is none
 * @param secondConfidence its probability, calibrated; 0 if there is none
 */
record Judged(ImageLocation location, int actual, int predicted, float confidence, int second, float secondConfidence) {
    /**
     * An image.
     *
     * @param probabilities calibrated, one per class
     */
    static Judged of(ImageLocation location, int actual, float[] probabilities) {
        int best = -1;
        int second = -1;
        for (int i = 0; i < probabilities.length; i++) {
            if (best < 0 || probabilities[i] > probabilities[best]) {
                second = best;
                best = i;
            } else if (second < 0 || probabilities[i] > probabilities[second]) {
                second = i;
            }
        }
        return new Judged(location, actual, best, probabilities[best], second, second < 0 ? 0 : probabilities[second]);
    }

    boolean isRight() {
        return actual == predicted;
    }

    /** How far the two most probable classes are apart. */
    float margin() {
        return confidence - secondConfidence;
    }
}
