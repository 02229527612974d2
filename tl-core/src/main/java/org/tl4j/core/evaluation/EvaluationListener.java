package org.tl4j.core.evaluation;

import org.tl4j.core.dataset.ImageLocation;

/**
 * Receives the result of each image of an evaluation, on the thread that evaluates, in the order of the images. Results
 * are not kept elsewhere: to have all of them afterwards, collect them ({@code list::add}).
 */
@FunctionalInterface
public interface EvaluationListener {
    /** Receives results and does nothing with them. */
    EvaluationListener NONE = image -> {};

    /** An image with one label was evaluated. */
    void on(EvaluatedImage image);

    /** An image was evaluated that may have several labels; ignored by default. */
    default void on(EvaluatedLabels image) {}

    /**
     * It is known how familiar an image is, which was evaluated before; ignored by default.
     *
     * @param location where the image is
     * @param familiarity from 0 to 1; the lower, the less it is like the training images
     */
    default void onFamiliarity(ImageLocation location, double familiarity) {}
}
