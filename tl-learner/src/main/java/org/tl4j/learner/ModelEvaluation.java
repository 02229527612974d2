package org.tl4j.learner;

/** Measures models. {@link TransferLearner} does; a test may do something else. */
@FunctionalInterface
public interface ModelEvaluation {
    /**
     * Measures a bundle on labelled images.
     *
     * @throws org.tl4j.core.error.Tl4jException if the bundle cannot be read, or the images have labels that it does not
     *     know, or the sets of classes of a coverage cannot be made of what the bundle keeps
     */
    EvaluationReport evaluate(EvaluationRequest request);
}
