package org.tl4j.application.documents;

import java.util.List;
import java.util.OptionalDouble;
import org.tl4j.core.evaluation.ModelComparison;
import org.tl4j.core.provenance.EnumNames;

/**
 * Two models on the same images, as JSON.
 *
 * @param labelMode single-label or multi-label
 * @param images how many images were compared
 * @param first accuracy, or mean average precision, of the first model
 * @param second of the second model
 * @param differenceInterval low and high end of the 95 % interval of second - first
 * @param onlyFirst images that only the first gets right
 * @param onlySecond images that only the second gets right
 * @param pValue of McNemar's test
 * @param secondIsWorse whether the second is worse by more than chance
 * @param secondIsBetter whether it is better by more than chance
 * @param perLabel the figures of each label
 * @param differing the images on which they differ
 */
public record ComparisonDocument(
        String labelMode,
        int images,
        double first,
        double second,
        List<Double> differenceInterval,
        int onlyFirst,
        int onlySecond,
        double pValue,
        boolean secondIsWorse,
        boolean secondIsBetter,
        List<Label> perLabel,
        List<Image> differing) {
    /** The figures of a label; null where a model does not know it, or no image has it. */
    public record Label(String label, int images, Double first, Double second) {}

    /** An image on which the models differ. */
    public record Image(String image, String actual, String first, String second) {}

    /** The document of a comparison. */
    public static ComparisonDocument of(ModelComparison comparison) {
        return new ComparisonDocument(
                EnumNames.of(comparison.mode()),
                comparison.images(),
                comparison.first(),
                comparison.second(),
                List.of(comparison.difference().low(), comparison.difference().high()),
                comparison.onlyFirst(),
                comparison.onlySecond(),
                comparison.pValue(),
                comparison.secondIsWorse(),
                comparison.secondIsBetter(),
                comparison.perLabel().stream()
                        .map(label ->
                                new Label(label.label(), label.images(), orNull(label.first()), orNull(label.second())))
                        .toList(),
                comparison.differing().stream()
                        .map(image ->
                                new Image(image.location().toString(), image.actual(), image.first(), image.second()))
                        .toList());
    }

    private static Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
