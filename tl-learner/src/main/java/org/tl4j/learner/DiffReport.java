package org.tl4j.learner;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.evaluation.ModelComparison;

/**
 * How two models compare.
 *
 * @param comparison the figures
 * @param subset which subset of the data it was; empty where the data has no subsets
 * @param skipped images that could not be used
 */
public record DiffReport(ModelComparison comparison, Optional<Subset> subset, List<SkippedImage> skipped) {
    public DiffReport {
        requireNonNull(comparison, "comparison is null");
        requireNonNull(subset, "subset is null");
        skipped = List.copyOf(skipped);
    }
}
