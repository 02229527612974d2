package org.tl4j.application.documents;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tl4j.learner.GrowthReport;

/**
 * The JSON of {@code tl train --from}.
 *
 * @param training how the new model was trained
 * @param written whether it was written
 * @param oldImages how many images the old model brought
 * @param newImages how many are new
 * @param corrected images of the old model with other labels now
 * @param lost images of the old model that are gone
 * @param comparison of the old model, the first, with the new one
 */
public record GrowthDocument(
        TrainDocument training,
        boolean written,
        int oldImages,
        int newImages,
        int corrected,
        int lost,
        ComparisonDocument comparison) {
    /**
     * The document of a report.
     *
     * @param remedies puts the caller's own words in the place of each {@link org.tl4j.core.error.CallerTerm}
     */
    public static GrowthDocument of(GrowthReport report, UnaryOperator<String> remedies) {
        return of(report, Optional.empty(), remedies);
    }

    /** The same of one of which there is a page too. */
    public static GrowthDocument of(GrowthReport report, Optional<Path> page, UnaryOperator<String> remedies) {
        String asked = report.training()
                .manifest()
                .provenance()
                .settings()
                .getOrDefault("strategy", report.training().manifest().strategy());
        return new GrowthDocument(
                TrainDocument.of(asked, report.training(), page, remedies),
                report.written(),
                report.oldImages(),
                report.newImages(),
                report.corrected(),
                report.lost(),
                ComparisonDocument.of(report.comparison()));
    }
}
