package org.tl4j.application.documents;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.evaluation.ClassMetrics;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.evaluation.MultiLabelEvaluation;
import org.tl4j.learner.EvaluationReport;

/**
 * The JSON of {@code tl evaluate}.
 *
 * @param part train, validation or test; {@code all} where the data has no parts
 * @param images how many
 * @param accuracy the share whose most probable class is right
 * @param accuracyInterval low and high end of its 95 % Wilson interval
 * @param top5Accuracy the share whose class is among the five most probable
 * @param macroF1 the mean F1 of the classes
 * @param logLoss the mean loss
 * @param expectedCalibrationError the mean distance of confidence from accuracy
 * @param cohenKappa how much better than chance the classes agree
 * @param labels the classes, the order of the rows and columns of {@code confusion}
 * @param confusion images by actual class (row) and predicted class (column)
 * @param perClass the figures of each class
 * @param skipped how many images could not be used
 * @param skippedImages which
 * @param warnings warnings about the figures
 * @param calibration how well its calibration holds; null where the model has none
 * @param report the HTML file with the report; left out if none was written
 */
public record EvaluateDocument(
        String part,
        int images,
        double accuracy,
        List<Double> accuracyInterval,
        double top5Accuracy,
        double macroF1,
        double logLoss,
        double expectedCalibrationError,
        double cohenKappa,
        List<String> labels,
        List<List<Integer>> confusion,
        List<ClassMetrics> perClass,
        int skipped,
        List<SkippedDocument> skippedImages,
        List<WarningDocument> warnings,
        CalibrationDocument calibration,
        String report) {
    /** The document of an evaluation; a {@link MultiLabelDocument} where images have several labels. */
    public static Record of(EvaluationReport report) {
        return of(report, Optional.empty());
    }

    /** The same of an evaluation of which there is a page too. */
    public static Record of(EvaluationReport report, Optional<Path> page) {
        return report.result() instanceof MultiLabelEvaluation several
                ? MultiLabelDocument.of(report, several, page)
                : of(report, report.evaluation(), page);
    }

    private static EvaluateDocument of(EvaluationReport report, Evaluation evaluation, Optional<Path> page) {
        return new EvaluateDocument(
                SubsetWord.of(report.subset()),
                evaluation.images(),
                evaluation.accuracy(),
                List.of(
                        evaluation.accuracyInterval().low(),
                        evaluation.accuracyInterval().high()),
                evaluation.top5Accuracy(),
                evaluation.macroF1(),
                evaluation.logLoss(),
                evaluation.expectedCalibrationError(),
                evaluation.cohenKappa(),
                evaluation.labels().names(),
                evaluation.confusion(),
                evaluation.perClass(),
                report.skipped().size(),
                SkippedDocument.of(report.skipped()),
                report.warnings().stream().map(WarningDocument::of).toList(),
                CalibrationDocument.of(report),
                page.map(Path::toString).orElse(null));
    }
}
