package org.tl4j.dl4j.head;

import org.tl4j.core.training.Score;

/** Accumulates accuracy and log loss of predicted probabilities. Not thread-safe. */
final class Scoring {
    private static final double SMALLEST = 1e-15;

    private int images;
    private int right;
    private double loss;

    /** Adds samples: probabilities [samples, classes] row-major. */
    Scoring add(double[] probabilities, int[] labels) {
        int classes = probabilities.length / Math.max(1, labels.length);
        for (int row = 0; row < labels.length; row++) {
            int best = 0;
            for (int c = 1; c < classes; c++) {
                if (probabilities[row * classes + c] > probabilities[row * classes + best]) {
                    best = c;
                }
            }
            right += best == labels[row] ? 1 : 0;
            loss -= Math.log(Math.max(probabilities[row * classes + labels[row]], SMALLEST));
        }
        images += labels.length;
        return this;
    }

    Score score(boolean crossValidated) {
        return new Score((double) right / images, loss / images, images, crossValidated);
    }
}
