package org.tl4j.strategies.inspection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tl4j.core.inspection.InspectedImage;
import org.tl4j.core.inspection.NearDuplicate;

/**
 * Pairs of images whose features are nearly the same. All pairs are compared: first in a few directions, in which no
 * distance is larger than it is, and only those that are near there in full.
 */
final class NearDuplicates {
    /** More are not looked at by anybody; the most similar are kept. */
    static final int MOST_PAIRS = 5000;

    /**
     * The least cosine. Of copies of 120 flowers that were reduced to 60 %, saved at quality 30, made brighter by a fifth,
     * mirrored, or cropped by 5 % at each side, 95 % are above; of 245 different ants and bees no pair.
     */
    private static final double LEAST = 0.96;

    /**
     * Where different images are more alike than that, a copy must be so much nearer than the median nearest neighbour:
     * features of a network that was trained on these very classes are all alike.
     */
    private static final double NEARER_BY = 3;

    /** Above that two images are nearly the same whatever the others are: rounding alone makes such differences. */
    private static final double MOST = 0.998;

    /** Images squared times features: if all pairs were compared in full, some minutes. Of more images, some are compared. */
    static final double MOST_WORK = 1e12;

    private static final int MOST_QUERIES = 200;
    private static final int DIRECTIONS = 32;
    private static final int STEP = 8;

    private final UnitRows rows;
    private final List<InspectedImage> images;
    private final List<Pair> found = new ArrayList<>();

    private NearDuplicates(UnitRows rows, List<InspectedImage> images) {
        this.rows = rows;
        this.images = images;
    }

    private record Pair(int first, int second, float similarity) {
        private static final Comparator<Pair> BEST_FIRST = Comparator.comparingDouble((Pair pair) -> -pair.similarity)
                .thenComparingInt(Pair::first)
                .thenComparingInt(Pair::second);
    }

    /**
     * The pairs of at most {@link #most} images: those across subsets or of different labels first, then by similarity.
     *
     * @param images one per row; those of the same bytes are no pair, since they are known
     * @throws org.tl4j.core.error.InterruptedWorkException if this thread is interrupted
     */
    static List<NearDuplicate> of(UnitRows rows, List<InspectedImage> images) {
        if (rows.rows() < 2) {
            return List.of();
        }
        NearDuplicates search = new NearDuplicates(rows, images);
        double bound = bound(rows);
        search.find(bound);
        search.trim();
        return search.found.stream()
                .map(pair -> search.described(pair, bound))
                .sorted(Comparator.comparing((NearDuplicate pair) -> !pair.acrossSubsets() && pair.sameLabels())
                        .thenComparingDouble(pair -> -pair.similarity()))
                .toList();
    }

    /** How many images of so many features are compared, at least 1. */
    static int most(int width) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.sqrt(MOST_WORK / width)));
    }

    /** The cosine from which two images are nearly the same. */
    static double bound(UnitRows rows) {
        double[] nearest = IntStream.of(Sampling.evenly(rows.rows(), MOST_QUERIES))
                .mapToDouble(query -> nearest(rows, query))
                .sorted()
                .toArray();
        return Math.min(MOST, Math.max(LEAST, 1 - (1 - nearest[nearest.length / 2]) / NEARER_BY));
    }

    private static double nearest(UnitRows rows, int query) {
        Interruption.check("the search for near-duplicates", 0, rows.rows());
        float nearest = -1;
        for (int row = 0; row < rows.rows(); row++) {
            if (row != query) {
                nearest = Math.max(nearest, rows.cosine(query, row));
            }
        }
        return Math.min(1, nearest);
    }

    private void find(double bound) {
        float[][] near = Projection.of(rows, DIRECTIONS);
        // rounding must not lose a pair
        float radius = (float) Math.sqrt(2 * (1 - bound)) + 1e-4f;
        Integer[] order = IntStream.range(0, near.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(row -> near[row][0]));
        for (int i = 0; i < order.length; i++) {
            Interruption.check("the search for near-duplicates", i, order.length);
            int one = order[i];
            for (int j = i + 1; j < order.length && near[order[j]][0] - near[one][0] <= radius; j++) {
                if (isWithin(near[one], near[order[j]], radius * radius)) {
                    compare(Math.min(one, order[j]), Math.max(one, order[j]), bound);
                }
            }
        }
    }

    private static boolean isWithin(float[] one, float[] other, float squaredRadius) {
        float sum = 0;
        for (int i = 0; i < one.length; i++) {
            float difference = one[i] - other[i];
            sum += difference * difference;
            if (i % STEP == STEP - 1 && sum > squaredRadius) {
                return false;
            }
        }
        return sum <= squaredRadius;
    }

    private void compare(int first, int second, double bound) {
        float similarity = rows.cosine(first, second);
        if (similarity >= bound
                && !images.get(first)
                        .sample()
                        .digest()
                        .equals(images.get(second).sample().digest())) {
            found.add(new Pair(first, second, similarity));
            if (found.size() > 2 * MOST_PAIRS) {
                trim();
            }
        }
    }

    private void trim() {
        found.sort(Pair.BEST_FIRST);
        if (found.size() > MOST_PAIRS) {
            found.subList(MOST_PAIRS, found.size()).clear();
        }
    }

    private NearDuplicate described(Pair pair, double bound) {
        InspectedImage first = images.get(pair.first());
        InspectedImage second = images.get(pair.second());
        return new NearDuplicate(
                pair.first(),
                pair.second(),
                Math.min(1, pair.similarity()),
                bound,
                first.role().isPresent()
                        && second.role().isPresent()
                        && !first.role().equals(second.role()),
                first.sample().annotation().equals(second.sample().annotation()));
    }
}
