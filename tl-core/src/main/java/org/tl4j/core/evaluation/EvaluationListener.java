package org.tl4j.core.evaluation;

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
}
