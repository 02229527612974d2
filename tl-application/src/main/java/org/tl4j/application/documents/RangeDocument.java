package org.tl4j.application.documents;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tl4j.learner.RangeReport;

/**
 * The JSON of {@code tl find-learning-rate}.
 *
 * @param backbone the pretrained network
 * @param suggestion a rate for the new output layer; null if the loss has no clear minimum
 * @param inForce the learning rate of the settings
 * @param steps the tried rates, in rising order
 * @param output the file of the curve; null if none was requested
 */
public record RangeDocument(String backbone, Double suggestion, double inForce, List<Step> steps, String output) {
    /** One step. */
    public record Step(double learningRate, double loss, double smoothedLoss) {}

    /** The document of a range test. */
    public static RangeDocument of(RangeReport report, Optional<Path> output) {
        return new RangeDocument(
                report.backbone(),
                report.suggestion().isPresent() ? report.suggestion().getAsDouble() : null,
                report.inForce(),
                report.tried().stream()
                        .map(step -> new Step(step.learningRate(), step.loss(), step.smoothed()))
                        .toList(),
                output.map(Path::toString).orElse(null));
    }
}
