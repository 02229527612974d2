package org.tl4j.report.model;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.prediction.ImageExplainer;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * What shows which parts of images spoke for a prediction.
 *
 * @param explainer of the model, which its owner closes
 * @param preprocessing of the model
 */
public record ExplainedModel(ImageExplainer explainer, Preprocessing preprocessing) {
    public ExplainedModel {
        requireNonNull(explainer, "explainer is null");
        requireNonNull(preprocessing, "preprocessing is null");
    }
}
