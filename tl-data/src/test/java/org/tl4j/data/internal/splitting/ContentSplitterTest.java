package org.tl4j.data.internal.splitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.DataException;
import org.tl4j.core.provenance.Digest;
import org.tl4j.data.ImageData;

class ContentSplitterTest {
    private static final SplitSettings FIFTH = new SplitSettings(0.2, 1);

    @Property(tries = 50)
    void addingImagesMovesNoOldImage(
            @ForAll long seed, @ForAll @IntRange(min = 40, max = 200) int old, @ForAll @IntRange(max = 200) int added) {
        SplitSettings settings = new SplitSettings(0.3, seed);
        DatasetSplit before = split(images(0, old), settings);
        DatasetSplit after = split(images(0, old + added), settings);
        assertThat(after.train()).containsAll(before.train());
        assertThat(after.validation()).containsAll(before.validation());
    }

    @Property(tries = 30)
    void theShareIsTheOneAskedForInEveryClass(
            @ForAll long seed, @ForAll @DoubleRange(min = 0.05, max = 0.9) double fraction) {
        int count = 4000;
        DatasetSplit split = split(images(0, count), new SplitSettings(fraction, seed));
        for (String label : List.of("ants", "bees")) {
            double share = split.validation().stream()
                            .filter(sample -> sample.label().equals(label))
                            .count()
                    / (count / 2.0);
            // Six standard deviations of 2,000 draws.
            assertThat(Math.abs(share - fraction)).isLessThan(6 * Math.sqrt(fraction * (1 - fraction) / 2000));
        }
    }

    @Property(tries = 30)
    void noContentIsInTwoParts(@ForAll long seed) {
        List<Sample> samples = new ArrayList<>(images(0, 100));
        samples.addAll(images(0, 50).stream()
                .map(sample -> renamed(sample, "copy", "ants"))
                .toList());
        DatasetSplit split = split(samples, new SplitSettings(0.5, seed));
        Set<Digest> train = digests(split.train());
        assertThat(digests(split.validation())).doesNotContainAnyElementsOf(train);
        assertThat(split.train().size() + split.validation().size()).isEqualTo(125);
        assertThat(split.conflicts())
                .hasSize(25)
                .allSatisfy(group -> assertThat(group).hasSize(2));
        assertThat(split.duplicates())
                .hasSize(25)
                .allSatisfy(sample -> assertThat(sample.location().container()).startsWithRaw(Path.of("copy")));
    }

    @Property(tries = 50)
    void copiesCountOnceAndChangeNothingElse(
            @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 0.95) double share) {
        List<Sample> once = images(0, 40);
        List<Sample> four = once.stream()
                .flatMap(sample -> Stream.of("a", "b", "c", "d").map(folder -> renamed(sample, folder, sample.label())))
                .toList();
        DatasetSplit with = split(four, new SplitSettings(share, seed));
        DatasetSplit without = split(once, new SplitSettings(share, seed));
        assertThat(with.train()).extracting(Sample::digest).isEqualTo(digestList(without.train()));
        assertThat(with.validation()).extracting(Sample::digest).isEqualTo(digestList(without.validation()));
        assertThat(with.duplicates()).hasSize(120);
        assertThat(with.conflicts()).isEmpty();
    }

    @Property(tries = 100)
    void everyClassKeepsAnImageForTraining(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0, max = 0.99) double share,
            @ForAll @IntRange(min = 1, max = 4) int perClass) {
        List<Sample> samples = classes(30, perClass);
        DatasetSplit split = split(samples, new SplitSettings(share, seed));
        assertThat(split.train().stream().map(Sample::label).distinct()).hasSize(30);
        // all but the kept images are assigned by content and seed alone
        DatasetSplit alone = split(classes(30, 60), new SplitSettings(share, seed));
        for (Sample sample : split.validation()) {
            assertThat(alone.validation()).contains(sample);
        }
        Set<String> moved = new HashSet<>();
        for (Sample sample : split.train()) {
            if (alone.validation().contains(sample)) {
                assertThat(moved.add(sample.label()))
                        .as("one image per class is moved")
                        .isTrue();
                assertThat(split.validation())
                        .filteredOn(other -> other.label().equals(sample.label()))
                        .hasSize(perClass - 1);
            }
        }
    }

    @Test
    void aHundredAndTwentyClassesOfThreeImagesAreSplit() {
        for (long seed = 0; seed < 20; seed++) {
            DatasetSplit split = split(classes(120, 3), new SplitSettings(0.2, seed));
            assertThat(split.train().stream().map(Sample::label).distinct()).hasSize(120);
            assertThat(split.validation()).hasSizeBetween(40, 110);
        }
    }

    @Test
    void anotherSeedDrawsOtherImages() {
        assertThat(split(images(0, 100), new SplitSettings(0.5, 1)).validation())
                .isNotEqualTo(split(images(0, 100), new SplitSettings(0.5, 2)).validation());
    }

    /** Expected values from Python's hashlib. A change here changes the splits of all existing users. */
    @Test
    void theDrawIsForEver() {
        List<String> drawn = split(images(0, 20), FIFTH).validation().stream()
                .map(sample -> sample.location().container().toString())
                .toList();
        assertThat(drawn).containsExactly("2.png", "5.png", "13.png", "19.png");
    }

    @Test
    void noFractionMeansNoValidation() {
        DatasetSplit split = split(images(0, 20), new SplitSettings(0, 1));
        assertThat(split.train()).hasSize(20);
        assertThat(split.validation()).isEmpty();
    }

    @Test
    void keepsTheLayoutOfTheOwner() {
        List<Sample> train = in(Subset.TRAIN, images(0, 20));
        List<Sample> validation = in(Subset.VALIDATION, images(20, 30));
        List<Sample> test = in(Subset.TEST, images(30, 36));
        DatasetSplit split = split(joined(test, validation, train), FIFTH);
        assertThat(split.train()).isEqualTo(train);
        assertThat(split.validation()).isEqualTo(validation);
        assertThat(split.test()).isEqualTo(test);
    }

    @Test
    void drawsValidationFromTrainingWhereTheOwnerHasNone() {
        List<Sample> test = in(Subset.TEST, images(100, 120));
        DatasetSplit split = split(joined(in(Subset.TRAIN, images(0, 100)), List.of(), test), FIFTH);
        assertThat(split.validation())
                .isNotEmpty()
                .allMatch(sample -> sample.subset().equals(Optional.of(Subset.TRAIN)));
        assertThat(split.train().size() + split.validation().size()).isEqualTo(100);
        assertThat(split.test()).isEqualTo(test);
    }

    @Test
    void leavesDuplicatesOutOfLaterParts() {
        List<Sample> train = in(Subset.TRAIN, images(0, 10));
        List<Sample> validation = in(Subset.VALIDATION, images(8, 14));
        List<Sample> test = in(Subset.TEST, images(12, 16));
        DatasetSplit split = split(joined(train, validation, test), FIFTH);
        assertThat(split.train()).isEqualTo(train);
        assertThat(split.validation()).isEqualTo(validation.subList(2, 6));
        assertThat(split.test()).isEqualTo(test.subList(2, 4));
        assertThat(split.duplicates()).isEqualTo(joined(List.of(), validation.subList(0, 2), test.subList(0, 2)));
    }

    @Test
    void reportsTheSameImageUnderTwoLabels() {
        List<Sample> samples = new ArrayList<>(images(0, 10));
        Sample twin = renamed(samples.get(0), "twin", "bees");
        samples.add(twin);
        DatasetSplit split = split(samples, new SplitSettings(0, 1));
        assertThat(split.conflicts()).containsExactly(List.of(samples.get(0), twin));
        assertThat(split.train()).contains(samples.get(0), twin);
    }

    @Test
    void oneClassAloneIsNothingToLearn() {
        List<Sample> ants = images(0, 10).stream()
                .map(sample -> renamed(sample, "a", "ants"))
                .toList();
        assertThatThrownBy(() -> split(ants, FIFTH))
                .isInstanceOf(DataException.class)
                .hasMessage("labels must be two or more to train on, found [ants]; add a folder of images that are"
                        + " something else");
    }

    @Test
    void aClassWithoutATrainingImageIsNamed() {
        List<Sample> samples = new ArrayList<>(in(Subset.TRAIN, images(0, 10)));
        samples.addAll(in(
                Subset.VALIDATION,
                images(10, 12).stream()
                        .map(sample -> renamed(sample, "w", "wasps"))
                        .toList()));
        assertThatThrownBy(() -> split(samples, FIFTH))
                .isInstanceOf(DataException.class)
                .hasMessage("class wasps must have at least one training image, found none in train, 2 in other parts;"
                        + " add some to train or remove the class");
        assertThatThrownBy(() -> split(in(Subset.TEST, images(0, 10)), FIFTH))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "class ants must have at least one training image, found none in train, 5 in other parts");
    }

    @Test
    void validationMayLackAClass() {
        List<Sample> ants = images(10, 12).stream()
                .filter(sample -> sample.label().equals("ants"))
                .toList();
        DatasetSplit split =
                split(joined(in(Subset.TRAIN, images(0, 10)), in(Subset.VALIDATION, ants), List.of()), FIFTH);
        assertThat(split.validation()).hasSize(1);
        assertThat(split.train()).hasSize(10);
    }

    @Test
    void aHundredThousandImagesAreNoMatter() {
        assertThatCode(() -> split(images(0, 100_000), FIFTH)).doesNotThrowAnyException();
    }

    private static DatasetSplit split(List<Sample> samples, SplitSettings settings) {
        LabelSet labels = LabelSet.sorted(samples.stream().map(Sample::label).toList());
        return ImageData.splitter().split(new Dataset(labels, samples, List.of()), settings);
    }

    /** Different images, alternately of ants and bees. */
    private static List<Sample> images(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> new Sample(
                        ImageLocation.file(Path.of(number + ".png")),
                        number % 2 == 0 ? "ants" : "bees",
                        Digest.of("image " + number),
                        Optional.empty()))
                .toList();
    }

    /** The given number of different images per class. */
    private static List<Sample> classes(int classes, int perClass) {
        return IntStream.range(0, classes * perClass)
                .mapToObj(number -> new Sample(
                        ImageLocation.file(Path.of("c" + number % classes, number / classes + ".png")),
                        "c" + number % classes,
                        Digest.of("class " + number % classes + " image " + number / classes),
                        Optional.empty()))
                .toList();
    }

    private static List<Digest> digestList(List<Sample> samples) {
        return samples.stream().map(Sample::digest).toList();
    }

    private static List<Sample> in(Subset part, List<Sample> samples) {
        return samples.stream()
                .map(sample -> new Sample(sample.location(), sample.label(), sample.digest(), Optional.of(part)))
                .toList();
    }

    private static Sample renamed(Sample sample, String folder, String label) {
        Path path = Path.of(folder).resolve(sample.location().container());
        return new Sample(ImageLocation.file(path), label, sample.digest(), sample.subset());
    }

    private static List<Sample> joined(List<Sample> first, List<Sample> second, List<Sample> third) {
        return Stream.of(first, second, third).flatMap(List::stream).toList();
    }

    private static Set<Digest> digests(List<Sample> samples) {
        Set<Digest> digests = new HashSet<>();
        samples.forEach(sample -> digests.add(sample.digest()));
        return digests;
    }
}
