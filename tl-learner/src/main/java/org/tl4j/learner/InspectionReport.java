package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.inspection.Inspection;

/**
 * What an inspection found.
 *
 * @param inspection the findings
 * @param backbone whose features were used; empty where none were
 * @param skipped images that could not be used
 */
public record InspectionReport(
        Inspection inspection, Optional<BackboneSelection> backbone, List<SkippedImage> skipped) {
    /**
     * Copies.
     *
     * @throws org.tl4j.core.error.UsageException if something is null
     */
    public InspectionReport {
        required(inspection, "inspection");
        required(backbone, "backbone");
        skipped = List.copyOf(required(skipped, "skipped"));
    }
}
