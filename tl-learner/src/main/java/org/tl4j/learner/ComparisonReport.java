package org.tl4j.learner;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.comparison.ComparisonResult;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.dataset.Subset;

/**
 * What a comparison gave.
 *
 * @param result the figures
 * @param labels the classes
 * @param backbones the networks, in the order of the plan
 * @param heldOutPart which part of the data all networks were measured on; empty where it has none, and a quarter of the
 *     images was set aside
 * @param skipped images that could not be used
 * @param total how long this call took
 */
public record ComparisonReport(
        ComparisonResult result,
        LabelSet labels,
        List<BackboneSelection> backbones,
        Optional<Subset> heldOutPart,
        List<SkippedImage> skipped,
        Duration total) {
    public ComparisonReport {
        requireNonNull(result, "result is null");
        requireNonNull(labels, "labels is null");
        backbones = List.copyOf(backbones);
        requireNonNull(heldOutPart, "heldOutPart is null");
        skipped = List.copyOf(skipped);
        requireNonNull(total, "total is null");
    }
}
