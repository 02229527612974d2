package org.tl4j.application.documents;

import java.nio.file.Path;
import java.util.List;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.learner.FeatureReport;

/**
 * The JSON of {@code tl features}.
 *
 * @param backbone the backbone that computed them
 * @param boundaries the vertices where they were taken, in the order of the columns
 * @param pooling how spatial outputs were pooled there
 * @param part train, validation or test; {@code all} where the data has no parts
 * @param images how many rows
 * @param width how many columns
 * @param skipped how many images could not be used
 * @param skippedImages which
 * @param output the file of features
 * @param index the file that lists the image of each row
 */
public record FeaturesDocument(
        String backbone,
        List<String> boundaries,
        String pooling,
        String part,
        int images,
        int width,
        int skipped,
        List<SkippedDocument> skippedImages,
        String output,
        String index) {
    /** The document of written features. */
    public static FeaturesDocument of(FeatureReport report, Path output, Path index) {
        return new FeaturesDocument(
                report.backbone().name(),
                report.backbone().boundary().vertices(),
                EnumNames.of(report.backbone().boundary().pooling()),
                SubsetWord.of(report.subset()),
                report.samples().size(),
                report.features().width(),
                report.skipped().size(),
                SkippedDocument.of(report.skipped()),
                output.toString(),
                index.toString());
    }
}
