package org.tl4j.learner;

/** Suggests which images to label next. {@link TransferLearner} does; a test may do something else. */
@FunctionalInterface
public interface LabelSuggestion {
    /**
     * Suggests images that a model is uncertain of and that are unlike one another. Those that it was trained or chosen by are
     * left out, where the model records them. Images that cannot be read are failures of the report.
     *
     * @throws org.tl4j.core.error.BundleException if the model cannot be read
     * @throws org.tl4j.core.error.UsageException if its engine computes no features of bundles
     */
    SuggestionReport suggest(SuggestionRequest request);
}
