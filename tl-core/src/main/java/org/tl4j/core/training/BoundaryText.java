package org.tl4j.core.training;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sentences of {@link DecisionText} about the choice of a boundary. They say no times, so that the same run writes the same
 * bundle.
 */
final class BoundaryText {
    private static final double PERCENT = 100;

    private BoundaryText() {}

    static String of(Decision.BoundariesCompared compared) {
        BoundaryCandidate usual = compared.candidates().get(0);
        String skipped = skipped(compared.candidates());
        if (!(usual.outcome() instanceof BoundaryOutcome.Measured reference)) {
            return "Boundary: %s, the default, since no other one could be measured.%s"
                    .formatted(usual.names(), skipped);
        }
        return chosen(compared, reference) + others(compared) + skipped;
    }

    private static String chosen(Decision.BoundariesCompared compared, BoundaryOutcome.Measured reference) {
        String usual = compared.candidates().get(0).names();
        if (compared.chosen() == 0) {
            return DecisionText.format(
                    "Boundary: %s, the default, with %s by cross-validation on %d training images; no other one is better"
                            + " beyond chance.",
                    usual, words(reference.score()), compared.images());
        }
        BoundaryOutcome.Measured taken =
                (BoundaryOutcome.Measured) compared.taken().outcome();
        return DecisionText.format(
                "Boundary: %s, with %s by cross-validation on %d training images, against %s of the default, %s: %s, better"
                        + " beyond chance.",
                compared.taken().names(),
                words(taken.score()),
                compared.images(),
                words(reference.score()),
                usual,
                points(taken, compared.confidence()));
    }

    private static String words(Score score) {
        return score.metric() == ScoreMetric.ACCURACY ? DecisionText.percent(score.value()) + " right" : score.words();
    }

    private static String others(Decision.BoundariesCompared compared) {
        String all = IntStream.range(1, compared.candidates().size())
                .filter(index -> index != compared.chosen())
                .mapToObj(compared.candidates()::get)
                .filter(candidate -> candidate.outcome() instanceof BoundaryOutcome.Measured)
                .map(candidate -> candidate.names() + " "
                        + points((BoundaryOutcome.Measured) candidate.outcome(), compared.confidence()))
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? "" : " Against the default: " + all + ".";
    }

    private static String points(BoundaryOutcome.Measured measured, double confidence) {
        return measured.gain()
                .map(gain -> DecisionText.format(
                        "%+.1f points (%.2f %% interval %+.1f to %+.1f)",
                        PERCENT * gain.mean(), PERCENT * confidence, PERCENT * gain.low(), PERCENT * gain.high()))
                .orElse("");
    }

    private static String skipped(List<BoundaryCandidate> candidates) {
        return candidates.stream()
                .skip(1)
                .filter(candidate -> candidate.outcome() instanceof BoundaryOutcome.Skipped)
                .map(candidate -> " %s was not measured: %s."
                        .formatted(
                                candidate.names(),
                                why(candidate, ((BoundaryOutcome.Skipped) candidate.outcome()).reason())))
                .collect(Collectors.joining());
    }

    private static String why(BoundaryCandidate candidate, BoundarySkip reason) {
        return switch (reason) {
            case TOO_WIDE ->
                DecisionText.format(
                        "%,d features are more than the measurement allows for so many images and classes",
                        candidate.width());
            case OTHER_SHAPE -> "the pooling of the default boundary does not apply to its output";
            case BEFORE_TRAINED_LAYERS -> "the layers to train begin after it";
            case NO_ALTERNATIVE -> "there is nothing to compare it with";
        };
    }
}
