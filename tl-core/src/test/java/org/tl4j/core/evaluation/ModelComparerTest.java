package org.tl4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.provenance.Digest;

class ModelComparerTest {
    private static final LabelSet TWO = new LabelSet(List.of("ants", "bees"));
    private static final LabelSet THREE = new LabelSet(List.of("ants", "bees", "wasps"));

    @Test
    void pValuesAreThoseOfTheExactBinomialTest() {
        for (List<Double> golden : FiguresGolden.mcNemar()) {
            assertThat(McNemar.pValue(golden.get(0).intValue(), golden.get(1).intValue()))
                    .as("%s", golden)
                    .isCloseTo(golden.get(2), within(1e-9));
        }
    }

    @Test
    void imagesThatOnlyOneModelGetsRightDecide() {
        ModelComparer comparer = new ModelComparer(TWO, TWO);
        float[] ants = {0.9f, 0.1f};
        float[] bees = {0.1f, 0.9f};
        for (int i = 0; i < 8; i++) {
            comparer.add(image("ants"), bees, ants);
        }
        comparer.add(image("ants"), ants, ants);
        comparer.add(image("bees"), ants, ants);

        ModelComparison found = comparer.result();

        assertThat(found.images()).isEqualTo(10);
        assertThat(found.first()).isEqualTo(0.1);
        assertThat(found.second()).isEqualTo(0.9);
        assertThat(found.onlyFirst()).isZero();
        assertThat(found.onlySecond()).isEqualTo(8);
        assertThat(found.pValue()).isCloseTo(2 / 256.0, within(1e-12));
        assertThat(found.difference().low()).isPositive().isLessThan(0.8);
        assertThat(found.differing()).hasSize(8);
        assertThat(found.secondIsBetter()).isTrue();
        assertThat(found.secondIsWorse()).isFalse();
    }

    @Test
    void imagesOfAClassThatOneModelDoesNotKnowAreNotComparedButCounted() {
        ModelComparer comparer = new ModelComparer(TWO, THREE);
        comparer.add(image("wasps"), new float[] {0.9f, 0.1f}, new float[] {0, 0.1f, 0.9f});
        comparer.add(image("ants"), new float[] {0.9f, 0.1f}, new float[] {0.8f, 0.1f, 0.1f});

        ModelComparison found = comparer.result();

        assertThat(found.images()).isEqualTo(1);
        assertThat(found.pValue()).isEqualTo(1);
        assertThat(found.perLabel())
                .contains(
                        new LabelComparison("ants", 1, OptionalDouble.of(1), OptionalDouble.of(1)),
                        new LabelComparison("bees", 0, OptionalDouble.empty(), OptionalDouble.empty()),
                        new LabelComparison("wasps", 1, OptionalDouble.empty(), OptionalDouble.of(1)));
        assertThat(found.secondIsBetter()).isFalse();
        assertThat(found.secondIsWorse()).isFalse();
    }

    @Test
    void modelsWithoutACommonClassAreNeitherBetterNorWorse() {
        ModelComparer comparer = new ModelComparer(TWO, new LabelSet(List.of("cats", "dogs")));
        comparer.add(image("ants"), new float[] {0.9f, 0.1f}, new float[] {0.9f, 0.1f});

        ModelComparison found = comparer.result();

        assertThat(found.images()).isZero();
        assertThat(found.secondIsBetter()).isFalse();
        assertThat(found.secondIsWorse()).isFalse();
    }

    @Test
    void severalLabelsAreComparedByThePrecisionOfThoseThatBothKnow() {
        ModelComparer comparer = new ModelComparer(several("red", "dress"), several("dress", "red", "shoe"));
        for (int i = 0; i < 10; i++) {
            // the first finds red, and takes every dress for none; the second is right
            comparer.add(tagged("red"), new float[] {0.9f, 0.8f}, new float[] {0.1f, 0.9f, 0.1f});
            comparer.add(tagged("dress"), new float[] {0.1f, 0.2f}, new float[] {0.9f, 0.1f, 0.1f});
            comparer.add(tagged("shoe"), new float[] {0.1f, 0.7f}, new float[] {0.1f, 0.1f, 0.9f});
        }

        ModelComparison found = comparer.result();

        assertThat(found.mode()).isEqualTo(LabelMode.MULTI_LABEL);
        assertThat(found.images()).isEqualTo(30);
        // dress: the ten that have it come last of thirty
        assertThat(found.first()).isCloseTo((1 + 1 / 3.0) / 2, within(1e-9));
        assertThat(found.second()).isEqualTo(1);
        assertThat(found.onlySecond()).isEqualTo(30);
        assertThat(found.secondIsBetter()).isTrue();
        assertThat(found.perLabel())
                .contains(new LabelComparison("shoe", 10, OptionalDouble.empty(), OptionalDouble.empty()));
    }

    @Test
    void severalLabelsAreAcceptedFromTheThresholdsOfEachModel() {
        LabelSet labels = several("red", "dress");
        ModelComparer halves = new ModelComparer(labels, labels);
        ModelComparer own = new ModelComparer(labels, List.of(0.3, 0.5), several("dress", "red"), List.of(0.9, 0.5));
        for (ModelComparer comparer : List.of(halves, own)) {
            // the first says red at 0.4, the second dress at 0.8
            comparer.add(tagged("red"), new float[] {0.4f, 0.1f}, new float[] {0.8f, 0.6f});
        }

        assertThat(halves.result().onlyFirst()).isZero();
        assertThat(halves.result().differing()).hasSize(1);
        // from 0.3 on the first is right, and from 0.9 on so is the second
        assertThat(own.result().onlyFirst()).isZero();
        assertThat(own.result().onlySecond()).isZero();
        assertThat(own.result().differing()).isEmpty();
    }

    @Test
    void thereIsOneThresholdPerLabel() {
        assertThatThrownBy(() -> new ModelComparer(TWO, List.of(0.5), TWO, List.of(0.5, 0.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one threshold per label");
    }

    @Test
    void aModelOfOneLabelIsNotComparedWithOneOfSeveral() {
        assertThatThrownBy(() -> new ModelComparer(TWO, several("ants", "bees")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label mode");
    }

    private static LabelSet several(String... names) {
        return new LabelSet(List.of(names), LabelMode.MULTI_LABEL);
    }

    private static Sample image(String label) {
        return image(Annotation.of(label));
    }

    private static Sample tagged(String... labels) {
        return image(Annotation.ofAll(List.of(labels)));
    }

    private static Sample image(Annotation annotation) {
        String name = annotation.text() + ".png";
        return new Sample(ImageLocation.file(Path.of(name)), annotation, Digest.of(name), Optional.empty());
    }
}
