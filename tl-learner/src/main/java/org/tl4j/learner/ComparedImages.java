package org.tl4j.learner;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.tl4j.core.comparison.ComparisonPlan;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.dataset.Splitter;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.DataException;
import org.tl4j.core.provenance.Digest;

/**
 * The images of a comparison: those that are held out, the same for all runs, and the others, of which each run gets some. Both
 * are drawn by digests of seed and content, so that names and order do not matter. An image with several labels counts for each
 * of them, and one without labels for a class of such images; with n of each, every label has n images or more, as far as there
 * are ({@link DrawOrder}). Safe for use by several threads; the order of a seed is computed when it is first drawn from, and kept.
 */
final class ComparedImages {
    /** Without parts of its own, this share of the data is held out. */
    static final double HELD_OUT_SHARE = 0.25;

    private static final long HELD_OUT_SEED = 0;

    private final LabelSet labels;
    private final Optional<Subset> part;
    private final List<Sample> heldOut;
    private final List<Sample> others;
    private final RarestLabel classes;
    /** Of {@code others}, by seed. */
    private final Map<Integer, DrawOrder> orders = new ConcurrentHashMap<>();

    private ComparedImages(
            LabelSet labels, Optional<Subset> part, List<Sample> heldOut, List<Sample> others, RarestLabel classes) {
        this.labels = labels;
        this.classes = classes;
        this.part = part;
        this.heldOut = heldOut;
        this.others = others;
    }

    /**
     * Divides a data set: the test part is held out; without one, the validation part; without both, a quarter of the images.
     *
     * @param mostHeldOut how many are held out at most
     * @throws DataException if a class has fewer than two images that are not held out, or no image is held out
     */
    static ComparedImages of(Dataset dataset, Splitter splitter, int mostHeldOut) {
        boolean parts =
                dataset.subsets().contains(Subset.TEST) || dataset.subsets().contains(Subset.VALIDATION);
        DatasetSplit split = splitter.split(dataset, new SplitSettings(parts ? 0 : HELD_OUT_SHARE, HELD_OUT_SEED));
        boolean tested = !split.test().isEmpty();
        List<Sample> held = tested ? split.test() : split.validation();
        List<Sample> others = tested
                ? Stream.concat(split.train().stream(), split.validation().stream())
                        .toList()
                : split.train();
        Optional<Subset> part = parts ? Optional.of(tested ? Subset.TEST : Subset.VALIDATION) : Optional.empty();
        if (held.isEmpty()) {
            throw new DataException(
                    "images to measure on", "must be one or more", "none", "add images, or a part for testing");
        }
        RarestLabel classes = new RarestLabel(others);
        List<Sample> stratified = interleaved(
                byLot(held, HELD_OUT_SEED).stream().collect(groupingBy(classes::of, TreeMap::new, toList())));
        ComparedImages images = new ComparedImages(
                dataset.labels(),
                part,
                stratified.subList(0, Math.min(mostHeldOut, stratified.size())),
                others,
                classes);
        images.requireTwoPerClass();
        return images;
    }

    private void requireTwoPerClass() {
        for (String label : labels.names()) {
            long count = classes.images(label);
            if (count < ComparisonPlan.FEWEST) {
                throw new DataException(
                        (labels.isMultiLabel() ? "label " : "class ") + label,
                        "must have at least " + ComparisonPlan.FEWEST + " images that are not held out",
                        Long.toString(count),
                        "add images or remove it");
            }
        }
    }

    /** The classes. */
    LabelSet labels() {
        return labels;
    }

    /** Which part is held out; empty where a share was set aside. */
    Optional<Subset> part() {
        return part;
    }

    /** The held-out images; of any number from the first on, each class has the same share, as far as it has images. */
    List<Sample> heldOut() {
        return heldOut;
    }

    /** Those that are not held out. */
    List<Sample> others() {
        return others;
    }

    /** How many images that are not held out the largest class has. */
    int largestClass() {
        return classes.largest();
    }

    /** The images of a run. */
    record Draw(List<Sample> train, List<Sample> validation) {
        /** How many images a label has, on average over the labels; an image counts once for each of its labels. */
        double imagesPerClass(LabelSet labels) {
            return Stream.concat(train.stream(), validation.stream())
                            .mapToDouble(sample -> sample.annotation().present().size())
                            .sum()
                    / labels.size();
        }
    }

    /**
     * The images of a run: of each class the first by a digest of the seed, so that the images of a smaller number are among
     * those of a greater one, in the same role. Each class has {@code perClass} images or all that it has, of several labels
     * also more, and at least one for training. A fifth of them is for validation; of several labels, about a fifth.
     */
    Draw draw(int perClass, int seed) {
        return orders.computeIfAbsent(seed, same -> new DrawOrder(byLot(others, same)))
                .draw(perClass);
    }

    private static List<Sample> byLot(List<Sample> samples, long seed) {
        return samples.stream()
                .map(sample -> new Lot(lot(sample, seed), sample))
                .sorted(Comparator.comparing(Lot::digest))
                .map(Lot::sample)
                .toList();
    }

    /** A sample and what it is ordered by, computed once. */
    private record Lot(Digest digest, Sample sample) {}

    private static Digest lot(Sample sample, long seed) {
        return Digest.of("comparison " + seed + " " + sample.digest().hex());
    }

    /** The first of each class, then the second, and so on. */
    private static List<Sample> interleaved(Map<String, List<Sample>> byClass) {
        List<Sample> all = new ArrayList<>();
        int most = byClass.values().stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < most; i++) {
            for (List<Sample> samples : byClass.values()) {
                if (i < samples.size()) {
                    all.add(samples.get(i));
                }
            }
        }
        return all;
    }
}
