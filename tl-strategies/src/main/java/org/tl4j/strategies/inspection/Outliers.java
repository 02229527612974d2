package org.tl4j.strategies.inspection;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tl4j.core.inspection.Outlier;

/** Images that are far from their nearest neighbours, measured in robust standard deviations over all images. */
final class Outliers {
    /** With fewer images the median of the distances means little. */
    static final int FEWEST_IMAGES = 30;

    private static final int NEIGHBOURS = 5;

    /** Products of two values: about 10 seconds. Of more images, each is compared with some of the others. */
    private static final long MOST_PRODUCTS = 20_000_000_000L;

    /** Of 12 ants and bees among 720 flowers, 7 of 11 found are planted ones. */
    private static final double DEVIATIONS = 3;

    /** Makes the median absolute deviation of normal values their standard deviation. */
    private static final double NORMAL = 1.4826;

    private Outliers() {}

    /** The farthest first. */
    static List<Outlier> of(UnitRows rows) {
        if (rows.rows() < FEWEST_IMAGES) {
            return List.of();
        }
        int[] references = Sampling.evenly(rows.rows(), references(rows));
        Neighbours nearest = Neighbours.of(rows.rows(), references, NEIGHBOURS, rows::cosine);
        double[] distances = Arrays.stream(nearest.similarities())
                .mapToDouble(Outliers::distance)
                .toArray();
        double median = median(distances);
        double deviation = NORMAL
                * median(Arrays.stream(distances)
                        .map(distance -> Math.abs(distance - median))
                        .toArray());
        double bound = median + DEVIATIONS * deviation;
        if (deviation == 0) {
            return List.of();
        }
        return IntStream.range(0, distances.length)
                .filter(row -> distances[row] > bound)
                .mapToObj(row -> new Outlier(row, distances[row], bound))
                .sorted(Comparator.comparingDouble(outlier -> -outlier.distance()))
                .toList();
    }

    /** With how many images each is compared. */
    static int references(UnitRows rows) {
        return (int) Math.max(FEWEST_IMAGES, Math.min(rows.rows(), MOST_PRODUCTS / rows.rows() / rows.width()));
    }

    private static double distance(float[] similarities) {
        double sum = 0;
        for (float similarity : similarities) {
            sum += similarity;
        }
        return Math.max(0, 1 - sum / similarities.length);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
