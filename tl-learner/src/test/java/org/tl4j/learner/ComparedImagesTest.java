package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.comparison.ComparisonPlan;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.DataException;
import org.tl4j.core.provenance.Digest;
import org.tl4j.data.ImageData;

class ComparedImagesTest {
    private static final List<String> LABELS = List.of("ants", "bees");

    private static List<Sample> samples(String prefix, int perClass, Optional<Subset> subset) {
        List<Sample> samples = new ArrayList<>();
        for (String label : LABELS) {
            for (int i = 0; i < perClass; i++) {
                String name = prefix + label + i;
                samples.add(new Sample(ImageLocation.file(Path.of(name)), label, Digest.of(name), subset));
            }
        }
        return samples;
    }

    private static ComparedImages images(List<Sample> samples, int mostHeldOut) {
        Dataset dataset = new Dataset(new LabelSet(LABELS), samples, List.of());
        return ComparedImages.of(dataset, ImageData.splitter(), mostHeldOut);
    }

    private static List<Sample> all(List<List<Sample>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }

    @Test
    void drawsOfOneSeedAreNestedInTheirRoles() {
        ComparedImages images = images(samples("", 60, Optional.empty()), 500);

        ComparedImages.Draw five = images.draw(5, 1);
        ComparedImages.Draw ten = images.draw(10, 1);

        assertThat(five.train()).hasSize(8);
        assertThat(five.validation()).hasSize(2);
        assertThat(ten.train()).hasSize(16).containsAll(five.train());
        assertThat(ten.validation()).hasSize(4).containsAll(five.validation());
        assertThat(images.draw(ComparisonPlan.ALL, 1).train()).containsAll(ten.train());
        assertThat(ten.train()).doesNotContainAnyElementsOf(ten.validation());
    }

    @Test
    void drawsDependOnSeedAndContentAlone() {
        List<Sample> samples = samples("", 60, Optional.empty());
        List<Sample> reversed = new ArrayList<>(samples);
        Collections.reverse(reversed);

        assertThat(images(reversed, 500).draw(10, 1))
                .isEqualTo(images(samples, 500).draw(10, 1));
        assertThat(images(samples, 500).draw(10, 2))
                .isNotEqualTo(images(samples, 500).draw(10, 1));
    }

    @Test
    void twoImagesPerClassAreOneForTrainingAndOneForValidation() {
        ComparedImages.Draw two = images(samples("", 60, Optional.empty()), 500).draw(2, 1);

        assertThat(two.train()).extracting(Sample::label).containsExactly("ants", "bees");
        assertThat(two.validation()).extracting(Sample::label).containsExactly("ants", "bees");
    }

    @Test
    void oneImageOfFiveOfAClassIsForValidationFromTheSecondOn() {
        List<Sample> unequal = new ArrayList<>(samples("a", 17, Optional.of(Subset.TRAIN)));
        unequal.addAll(samples("b", 16, Optional.of(Subset.TRAIN)).subList(0, 16));
        unequal.addAll(samples("t", 5, Optional.of(Subset.TEST)));
        ComparedImages images = images(unequal, 500);

        assertThat(images.largestClass()).isEqualTo(33);
        for (int perClass = 1; perClass <= 40; perClass++) {
            assertRoles(images.draw(perClass, 1), Math.min(perClass, 33));
        }
        assertRoles(images.draw(ComparisonPlan.ALL, 2), 33);
    }

    /** Of 33 images of ants and 17 of bees. */
    private static void assertRoles(ComparedImages.Draw draw, int ants) {
        assertThat(counts(List.of(draw.train(), draw.validation()))).containsExactlyInAnyOrderEntriesOf(both(ants));
        assertThat(counts(List.of(draw.validation()))).isEqualTo(ants < 2 ? Map.of() : validation(ants));
    }

    private static Map<String, Long> both(int ants) {
        return Map.of("ants", (long) ants, "bees", (long) Math.min(17, ants));
    }

    private static Map<String, Long> validation(int ants) {
        return both(ants).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> IntStream.range(0, entry.getValue().intValue())
                                .filter(i -> i % 5 == 1)
                                .count()));
    }

    @Test
    void theTestPartIsHeldOutAndTheOthersAreDrawnFrom() {
        List<Sample> test = samples("t", 10, Optional.of(Subset.TEST));
        ComparedImages images = images(
                all(List.of(
                        samples("a", 10, Optional.of(Subset.TRAIN)),
                        samples("v", 5, Optional.of(Subset.VALIDATION)),
                        test)),
                500);

        assertThat(images.part()).contains(Subset.TEST);
        assertThat(images.heldOut()).containsExactlyInAnyOrderElementsOf(test);
        assertThat(images.others()).hasSize(30);
        assertThat(images.largestClass()).isEqualTo(15);
    }

    @Test
    void withoutATestPartTheValidationPartIsHeldOut() {
        List<Sample> validation = samples("v", 5, Optional.of(Subset.VALIDATION));
        ComparedImages images = images(all(List.of(samples("a", 10, Optional.of(Subset.TRAIN)), validation)), 500);

        assertThat(images.part()).contains(Subset.VALIDATION);
        assertThat(images.heldOut()).containsExactlyInAnyOrderElementsOf(validation);
        assertThat(images.draw(ComparisonPlan.ALL, 1).train()).doesNotContainAnyElementsOf(validation);
    }

    @Test
    void withoutPartsAShareIsHeldOutWhateverTheSeed() {
        ComparedImages images = images(samples("", 100, Optional.empty()), 500);

        assertThat(images.part()).isEmpty();
        assertThat(images.heldOut()).hasSizeBetween(30, 70);
        for (int seed = 1; seed <= 3; seed++) {
            ComparedImages.Draw draw = images.draw(ComparisonPlan.ALL, seed);
            assertThat(draw.train()).doesNotContainAnyElementsOf(images.heldOut());
            assertThat(draw.validation()).doesNotContainAnyElementsOf(images.heldOut());
        }
    }

    @Test
    void fewerHeldOutImagesHaveTheSameShareOfEachClass() {
        ComparedImages images = images(
                all(List.of(samples("a", 10, Optional.of(Subset.TRAIN)), samples("t", 30, Optional.of(Subset.TEST)))),
                20);

        Map<String, Long> counts =
                images.heldOut().stream().collect(Collectors.groupingBy(Sample::label, Collectors.counting()));
        assertThat(counts).containsEntry("ants", 10L).containsEntry("bees", 10L);
    }

    @Test
    void copiesOfHeldOutImagesAreNotHeldOut() {
        List<Sample> train = samples("same", 10, Optional.of(Subset.TRAIN));
        List<Sample> copies = samples("same", 10, Optional.of(Subset.TEST));
        ComparedImages images = images(all(List.of(train, copies, samples("t", 5, Optional.of(Subset.TEST)))), 500);

        assertThat(images.heldOut())
                .hasSize(10)
                .extracting(Sample::digest)
                .doesNotContainAnyElementsOf(train.stream().map(Sample::digest).toList());
    }

    @Test
    void refusesTooFewImagesOfAClass() {
        assertThatThrownBy(() -> images(
                        all(List.of(
                                samples("a", 1, Optional.of(Subset.TRAIN)), samples("t", 5, Optional.of(Subset.TEST)))),
                        500))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("class ants must have at least 2 images that are not held out, found 1");
    }

    /** Of ten images five have ants, two of these bees as well, three have bees alone and two nothing. */
    private static List<Sample> several(String prefix, int times, Subset subset) {
        List<List<String>> labels = List.of(
                List.of("ants"),
                List.of("ants"),
                List.of("ants"),
                LABELS,
                LABELS,
                List.of("bees"),
                List.of("bees"),
                List.of("bees"),
                List.of(),
                List.of());
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < times * labels.size(); i++) {
            String name = prefix + i;
            samples.add(new Sample(
                    ImageLocation.file(Path.of(name)),
                    Annotation.ofAll(labels.get(i % labels.size())),
                    Digest.of(name),
                    Optional.of(subset)));
        }
        return samples;
    }

    @Test
    void ofSeveralLabelsEachHasAsManyImagesAndDrawsAreNested() {
        Dataset dataset = new Dataset(
                new LabelSet(List.of("ants", "bees", "rare"), LabelMode.MULTI_LABEL),
                all(List.of(
                        several("a", 5, Subset.TRAIN),
                        several("t", 2, Subset.TEST),
                        List.of(rare("r1", Subset.TRAIN, "bees", "rare"), rare("r2", Subset.TRAIN, "rare")))),
                List.of());
        ComparedImages images = ComparedImages.of(dataset, ImageData.splitter(), 500);

        ComparedImages.Draw five = images.draw(5, 1);
        ComparedImages.Draw ten = images.draw(10, 1);

        assertThat(images.heldOut()).hasSize(20);
        assertThat(counts(List.of(five.train(), five.validation())))
                .containsEntry("rare", 2L)
                .allSatisfy((label, count) -> assertThat(count).isGreaterThanOrEqualTo(label.equals("rare") ? 2 : 5));
        assertThat(ten.train()).containsAll(five.train());
        assertThat(ten.validation()).containsAll(five.validation());
        ComparedImages.Draw all = images.draw(ComparisonPlan.ALL, 1);
        assertThat(all(List.of(all.train(), all.validation()))).containsExactlyInAnyOrderElementsOf(images.others());
    }

    private static Sample rare(String name, Subset subset, String... labels) {
        return new Sample(
                ImageLocation.file(Path.of(name)),
                Annotation.ofAll(List.of(labels)),
                Digest.of(name),
                Optional.of(subset));
    }

    /** "outdoors" always comes with one of three labels that are as frequent, "tree" with "dog". */
    private static ComparedImages neverAlone() {
        List<List<String>> labels = List.of(
                List.of("dog", "outdoors"),
                List.of("dog", "tree"),
                List.of("dog"),
                List.of("bird", "outdoors"),
                List.of("bird"),
                List.of("bird"),
                List.of("cat", "outdoors"),
                List.of("cat"),
                List.of("cat"),
                List.of());
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 12 * labels.size(); i++) {
            String[] own = labels.get(i % labels.size()).toArray(String[]::new);
            samples.add(rare("a" + i, Subset.TRAIN, own));
            samples.add(rare("t" + i, Subset.TEST, own));
        }
        LabelSet known = new LabelSet(List.of("bird", "cat", "dog", "outdoors", "tree"), LabelMode.MULTI_LABEL);
        return ComparedImages.of(new Dataset(known, samples, List.of()), ImageData.splitter(), 500);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aLabelThatNeverComesAloneHasAsManyImagesAndOneForTraining(int seed) {
        ComparedImages images = neverAlone();
        Map<String, Long> all = counts(List.of(images.others()));

        assertThat(images.largestClass()).isEqualTo(36);
        ComparedImages.Draw before = new ComparedImages.Draw(List.of(), List.of());
        for (int perClass = 2; perClass <= 36; perClass++) {
            ComparedImages.Draw draw = images.draw(perClass, seed);
            Map<String, Long> drawn = counts(List.of(draw.train(), draw.validation()));
            for (String label : images.labels().names()) {
                assertThat(drawn.get(label)).isGreaterThanOrEqualTo(Math.min(perClass, all.get(label)));
            }
            assertThat(counts(List.of(draw.train())))
                    .containsOnlyKeys(images.labels().names());
            assertThat(draw.validation()).isNotEmpty().containsAll(before.validation());
            assertThat(draw.train()).containsAll(before.train()).doesNotContainAnyElementsOf(draw.validation());
            before = draw;
        }
        assertThat(all(List.of(before.train(), before.validation())))
                .containsExactlyInAnyOrderElementsOf(images.others());
    }

    @Test
    void imagesPerClassCountEachLabelAndNoImageWithoutLabels() {
        ComparedImages images = neverAlone();

        // 36 images each of four labels, 12 of trees; 12 images without labels
        assertThat(images.draw(ComparisonPlan.ALL, 1).imagesPerClass(images.labels()))
                .isEqualTo((4 * 36 + 12) / 5.0);
        assertThat(images(samples("", 60, Optional.empty()), 500).draw(10, 1).imagesPerClass(new LabelSet(LABELS)))
                .isEqualTo(10);
    }

    private static Map<String, Long> counts(List<List<Sample>> parts) {
        return parts.stream()
                .flatMap(List::stream)
                .flatMap(sample -> sample.annotation().present().stream())
                .collect(Collectors.groupingBy(label -> label, Collectors.counting()));
    }

    @Test
    void refusesALabelOfOneImage() {
        Dataset dataset = new Dataset(
                new LabelSet(List.of("ants", "bees", "rare"), LabelMode.MULTI_LABEL),
                all(List.of(
                        several("a", 5, Subset.TRAIN),
                        several("t", 2, Subset.TEST),
                        List.of(rare("r1", Subset.TRAIN, "rare"), rare("r2", Subset.TEST, "rare")))),
                List.of());

        assertThatThrownBy(() -> ComparedImages.of(dataset, ImageData.splitter(), 500))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("label rare must have at least 2 images that are not held out, found 1");
    }
}
