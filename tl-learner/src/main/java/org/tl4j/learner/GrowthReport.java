package org.tl4j.learner;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.evaluation.ModelComparison;

/**
 * What came of training a model further.
 *
 * @param training how it was trained; its bundle exists only if {@code written}
 * @param written whether the new model was written: not if it is worse and that was to be refused
 * @param oldImages how many images the old model brought
 * @param newImages how many images are new
 * @param corrected images of the old model whose labels the new data states otherwise
 * @param lost images of the old model that are gone, and were left out
 * @param comparison of the old model, the first, with the new one, on the validation images that neither was fitted to
 */
public record GrowthReport(
        TrainingReport training,
        boolean written,
        int oldImages,
        int newImages,
        int corrected,
        int lost,
        ModelComparison comparison) {
    public GrowthReport {
        requireNonNull(training, "training is null");
        requireNonNull(comparison, "comparison is null");
    }
}
