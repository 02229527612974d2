package org.tl4j.core.comparison;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.tl4j.core.error.UsageException;

/**
 * Which trainings are compared. Immutable.
 *
 * @param backbones the names of the networks, distinct, at least one
 * @param strategies distinct, at least one; sorted, the cheapest first
 * @param perClass how many images per class, each at least {@value #FEWEST}, at least one; distinct and sorted
 * @param seeds how often each is repeated with other images and other random choices, at least 1
 */
public record ComparisonPlan(
        List<String> backbones, List<ComparedStrategy> strategies, List<Integer> perClass, int seeds) {
    /** All images that are not held out. */
    public static final int ALL = Integer.MAX_VALUE;

    /** One image per class for training and one for validation. */
    public static final int FEWEST = 2;

    /**
     * Sorts, and removes what occurs twice.
     *
     * @throws UsageException if a list is empty or a number too small
     */
    public ComparisonPlan {
        backbones = backbones.stream().distinct().toList();
        strategies = List.copyOf(new TreeSet<>(strategies));
        perClass = List.copyOf(new TreeSet<>(perClass));
        require(!backbones.isEmpty(), "backbones", "must be one or more", "none");
        require(!strategies.isEmpty(), "strategies", "must be one or more", "none");
        require(!perClass.isEmpty(), "images per class", "must be one or more numbers", "none");
        require(perClass.get(0) >= FEWEST, "images per class", "must be at least " + FEWEST, perClass.get(0) + "");
        require(seeds >= 1, "seeds", "must be at least 1", seeds + "");
    }

    private static void require(boolean holds, String subject, String rule, String found) {
        if (!holds) {
            throw new UsageException(subject, rule, found, "");
        }
    }

    /**
     * The same for data of which no class has more than {@code most} images: greater numbers mean all of them.
     *
     * @param most of the largest class
     */
    public ComparisonPlan within(int most) {
        return new ComparisonPlan(
                backbones,
                strategies,
                perClass.stream().map(count -> count >= most ? ALL : count).toList(),
                seeds);
    }

    /**
     * The trainings in the order in which they are carried out: all of one seed before the next, few images before many, the
     * cheap strategies first. So a comparison that ends early has whole rows.
     */
    public List<ComparisonCell> cells() {
        List<ComparisonCell> cells = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            for (int count : perClass) {
                for (ComparedStrategy strategy : strategies) {
                    for (String backbone : backbones) {
                        cells.add(new ComparisonCell(new ComparedChoice(backbone, strategy), count, seed));
                    }
                }
            }
        }
        return cells;
    }

    /** What is compared, in the order of {@link #cells()}. */
    public List<ComparedChoice> choices() {
        return strategies.stream()
                .flatMap(strategy -> backbones.stream().map(backbone -> new ComparedChoice(backbone, strategy)))
                .toList();
    }

    /** The number of images per class at which the figure is followed over time: the middle one, of two the greater. */
    public int followedPerClass() {
        return perClass.get(perClass.size() / 2);
    }

    /** The cells of this plan that are not among {@code done}, in order. */
    public List<ComparisonCell> missing(Collection<ComparisonCell> done) {
        requireNonNull(done, "done is null");
        return cells().stream().filter(cell -> !done.contains(cell)).toList();
    }
}
