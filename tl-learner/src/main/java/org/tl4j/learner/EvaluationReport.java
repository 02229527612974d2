package org.tl4j.learner;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.training.TrainingWarning;

/**
 * What an evaluation found.
 *
 * @param evaluation the figures
 * @param subset which subset of the data it was; empty where the data has no subsets
 * @param skipped images that could not be used
 * @param warnings what should be known of the figures, such as that the network was fitted to these images
 */
public record EvaluationReport(
        Evaluation evaluation, Optional<Subset> subset, List<SkippedImage> skipped, List<TrainingWarning> warnings) {
    public EvaluationReport {
        skipped = List.copyOf(skipped);
        warnings = List.copyOf(warnings);
    }
}
