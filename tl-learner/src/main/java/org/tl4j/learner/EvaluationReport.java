package org.tl4j.learner;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.calibration.CalibrationCheck;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.evaluation.EvaluationResult;
import org.tl4j.core.training.TrainingWarning;

/**
 * What an evaluation found.
 *
 * @param result the figures
 * @param subset which subset of the data it was; empty where the data has no subsets
 * @param skipped images that could not be used
 * @param warnings what should be known of the figures, such as that the network was fitted to these images
 * @param calibration how well the calibration of the model holds on these images; empty where it has none
 */
public record EvaluationReport(
        EvaluationResult result,
        Optional<Subset> subset,
        List<SkippedImage> skipped,
        List<TrainingWarning> warnings,
        Optional<CalibrationCheck> calibration) {
    public EvaluationReport {
        skipped = List.copyOf(skipped);
        warnings = List.copyOf(warnings);
    }

    /** Those of a model without a calibration. */
    public EvaluationReport(
            EvaluationResult result,
            Optional<Subset> subset,
            List<SkippedImage> skipped,
            List<TrainingWarning> warnings) {
        this(result, subset, skipped, warnings, Optional.empty());
    }

    /**
     * The figures of a model for images with one label each.
     *
     * @throws IllegalStateException if its images have several: see {@link #result}
     */
    public Evaluation evaluation() {
        if (result instanceof Evaluation evaluation) {
            return evaluation;
        }
        throw new IllegalStateException("the model is for images with several labels");
    }
}
