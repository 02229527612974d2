package org.tl4j.core.comparison;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which network and strategy to take for images like these. Immutable.
 *
 * @param taken the choice, with its figures at the largest number of images per class at which choices can be compared
 * @param best the choice of the highest mean figure there; the same as {@code taken}, unless the difference is within noise
 *     and {@code taken} is cheaper
 * @param behind by how much {@code best} is ahead of {@code taken}; empty where they are the same
 * @param unmeasured choices that have no run at this number of images
 * @param moreImages whether the last increase of images helped {@code taken}; empty with one number of images per class
 */
public record Recommendation(
        ComparisonSummary taken,
        ComparisonSummary best,
        Optional<PairedDifference> behind,
        List<ComparedChoice> unmeasured,
        Optional<MoreImages> moreImages) {
    public Recommendation {
        requireNonNull(taken, "taken is null");
        requireNonNull(best, "best is null");
        requireNonNull(behind, "behind is null");
        unmeasured = List.copyOf(unmeasured);
        requireNonNull(moreImages, "moreImages is null");
    }

    /**
     * What the last increase of images was worth.
     *
     * @param before the figures with fewer images
     * @param after the figures with more
     * @param gain of the figure; above its noise more images probably help again
     */
    public record MoreImages(ComparisonSummary before, ComparisonSummary after, PairedDifference gain) {}

    /** Whether the cheaper choice was taken, since the best is not better by more than noise. */
    public boolean isCheaper() {
        return !taken.choice().equals(best.choice());
    }

    static Optional<Recommendation> of(ComparisonResult result) {
        return size(result).map(perClass -> at(result, perClass));
    }

    /** The largest number of images with two choices or more; without such a number, with any. */
    private static Optional<Integer> size(ComparisonResult result) {
        List<Integer> largestFirst = result.plan().perClass().stream()
                .sorted(Comparator.reverseOrder())
                .toList();
        return Stream.of(2, 1)
                .flatMap(fewest -> largestFirst.stream()
                        .filter(perClass -> measured(result, perClass).size() >= fewest))
                .findFirst();
    }

    private static List<ComparisonSummary> measured(ComparisonResult result, int perClass) {
        return result.summaries().stream()
                .filter(summary -> summary.perClass() == perClass)
                .toList();
    }

    private static Recommendation at(ComparisonResult result, int perClass) {
        List<ComparisonSummary> measured = measured(result, perClass);
        ComparisonSummary best = measured.stream()
                .max(Comparator.comparingDouble(ComparisonSummary::value))
                .orElseThrow();
        ComparisonSummary taken = measured.stream()
                .filter(summary -> summary.equals(best) || isAsGood(result, summary, best))
                .min(Comparator.comparingDouble(ComparisonSummary::seconds))
                .orElse(best);
        List<ComparedChoice> unmeasured = result.plan().choices().stream()
                .filter(choice ->
                        measured.stream().noneMatch(summary -> summary.choice().equals(choice)))
                .toList();
        return new Recommendation(
                taken,
                best,
                taken.equals(best) ? Optional.empty() : difference(result, taken, best),
                unmeasured,
                moreImages(result, taken));
    }

    /** Whether {@code best} is ahead by noise alone. */
    private static boolean isAsGood(ComparisonResult result, ComparisonSummary summary, ComparisonSummary best) {
        return difference(result, summary, best)
                .filter(ahead -> !ahead.isGain())
                .isPresent();
    }

    private static Optional<PairedDifference> difference(
            ComparisonResult result, ComparisonSummary first, ComparisonSummary second) {
        return PairedDifference.between(
                result.runs(first.choice(), first.perClass()), result.runs(second.choice(), second.perClass()));
    }

    private static Optional<MoreImages> moreImages(ComparisonResult result, ComparisonSummary taken) {
        return result.plan().perClass().stream()
                .filter(perClass -> perClass < taken.perClass())
                .flatMap(perClass -> result.summary(taken.choice(), perClass).stream())
                .reduce((smaller, larger) -> larger)
                .flatMap(before -> difference(result, before, taken).map(gain -> new MoreImages(before, taken, gain)));
    }
}
