package org.tl4j.learner;

import static java.util.stream.Collectors.counting;
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
 * are drawn by digests of seed and content, so that names and order do not matter. An image with several labels is drawn as one
 * of its rarest label, and one without labels as one of a class of such images; with n of each, every label then has n images or
 * more, as far as there are. Safe for use by several threads; the order of a seed is computed when it is first drawn from, and kept.
 */
final class ComparedImages {
    /** Without parts of its own, this share of the data is held out. */
    static final double HELD_OUT_SHARE = 0.25;

    /** One image of so many is for validation, beginning with the second. */
    private static final int VALIDATION_OF = 5;

    private static final long HELD_OUT_SEED = 0;

    private final LabelSet labels;
    private final Optional<Subset> part;
    private final List<Sample> heldOut;
    private final List<Sample> others;
    private final RarestLabel classes;
    /** How many of {@code others} each class has. */
    private final Map<String, Long> sizes;
    /** The classes of {@code others}, each in the order of its lots, by seed. */
    private final Map<Integer, Map<String, List<Sample>>> ordered = new ConcurrentHashMap<>();

    private ComparedImages(
            LabelSet labels, Optional<Subset> part, List<Sample> heldOut, List<Sample> others, RarestLabel classes) {
        this.labels = labels;
        this.classes = classes;
        this.part = part;
        this.heldOut = heldOut;
        this.others = others;
        this.sizes = others.stream().collect(groupingBy(classes::of, counting()));
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
        List<Sample> stratified = interleaved(byClass(held, HELD_OUT_SEED, classes));
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
        return sizes.values().stream().mapToInt(Long::intValue).max().orElse(0);
    }

    /** How many images a run has for training, whatever its seed: the size of {@link Draw#train()}, without drawing. */
    int trainImages(int perClass) {
        return sizes.values().stream()
                .mapToInt(size -> (int) Math.min(perClass, size))
                .map(count -> count - (count + VALIDATION_OF - 2) / VALIDATION_OF)
                .sum();
    }

    /** The images of a run. */
    record Draw(List<Sample> train, List<Sample> validation) {}

    /**
     * The images of a run: of each class the first by a digest of the seed, so that the images of a smaller number are among
     * those of a greater one, in the same role. A fifth of them is for validation.
     */
    Draw draw(int perClass, int seed) {
        List<Sample> train = new ArrayList<>();
        List<Sample> validation = new ArrayList<>();
        for (List<Sample> samples : ordered.computeIfAbsent(seed, same -> byClass(others, same, classes))
                .values()) {
            for (int i = 0; i < Math.min(perClass, samples.size()); i++) {
                (i % VALIDATION_OF == 1 ? validation : train).add(samples.get(i));
            }
        }
        return new Draw(train, validation);
    }

    private static Map<String, List<Sample>> byClass(List<Sample> samples, long seed, RarestLabel classes) {
        return samples.stream()
                .map(sample -> new Lot(lot(sample, seed), sample))
                .sorted(Comparator.comparing(Lot::digest))
                .map(Lot::sample)
                .collect(groupingBy(classes::of, TreeMap::new, toList()));
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
