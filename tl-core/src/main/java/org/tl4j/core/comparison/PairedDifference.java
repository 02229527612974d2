package org.tl4j.core.comparison;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * By how much one set of runs is better on the same held-out images than another, over the seeds that both have.
 *
 * @param mean the difference of the mean figures, second minus first
 * @param noise half the width of its 95 % interval: images vary, and so do seeds; with one seed, images alone
 */
public record PairedDifference(double mean, double noise) {
    /** The 97.5 % quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    /** Whether the second is better by more than noise. */
    public boolean isGain() {
        return mean > noise;
    }

    /** Whether the two differ by more than noise. */
    public boolean isClear() {
        return Math.abs(mean) > noise;
    }

    /**
     * Compares run by run of the same seed, image by image.
     *
     * @return empty if no seed is in both, or no image was decoded in both
     */
    public static Optional<PairedDifference> between(
            Collection<ComparisonRun> first, Collection<ComparisonRun> second) {
        List<double[]> perSeed = new ArrayList<>();
        for (ComparisonRun one : first) {
            second.stream()
                    .filter(other -> other.cell().seed() == one.cell().seed())
                    .findFirst()
                    .map(other -> differences(
                            one.score().contributions(), other.score().contributions()))
                    .filter(differences -> differences.length > 0)
                    .ifPresent(perSeed::add);
        }
        if (perSeed.isEmpty() || perSeed.stream().anyMatch(seed -> seed.length != perSeed.get(0).length)) {
            return Optional.empty();
        }
        double[] bySeed = perSeed.stream().mapToDouble(PairedDifference::mean).toArray();
        double[] byImage = new double[perSeed.get(0).length];
        for (double[] seed : perSeed) {
            for (int i = 0; i < byImage.length; i++) {
                byImage[i] += seed[i] / perSeed.size();
            }
        }
        return Optional.of(
                new PairedDifference(mean(bySeed), Z * Math.sqrt(squaredError(byImage) + squaredError(bySeed))));
    }

    private static double[] differences(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "runs must be measured on the same images, found %d and %d".formatted(first.length, second.length));
        }
        return IntStream.range(0, first.length)
                .mapToDouble(i -> second[i] - first[i])
                .filter(difference -> !Double.isNaN(difference))
                .toArray();
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The square of the standard error of the mean; 0 of a single value, of which nothing is known. */
    private static double squaredError(double[] values) {
        if (values.length < 2) {
            return 0;
        }
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (values.length - 1) / values.length;
    }
}
