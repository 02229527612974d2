package org.tl4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.LabelState;
import org.tl4j.core.error.DataException;

class MultiLabelEvaluatorTest {
    private static final Offset<Double> EQUAL = within(1e-9);

    static List<FiguresGolden> goldens() {
        return FiguresGolden.ofSeveralLabels();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void figuresAreThoseOfScikitLearn(FiguresGolden golden) {
        MultiLabelEvaluation found = golden.severalLabels();

        assertPerLabel(
                found,
                golden,
                "average-precision",
                label -> label.averagePrecision().orElseThrow());
        assertPerLabel(found, golden, "precision", LabelMetrics::precision);
        assertPerLabel(found, golden, "recall", LabelMetrics::recall);
        assertPerLabel(found, golden, "f1", LabelMetrics::f1);
        assertThat(found.meanAveragePrecision()).isCloseTo(golden.figure("mean-average-precision"), EQUAL);
        assertThat(found.microF1()).isCloseTo(golden.figure("micro-f1"), EQUAL);
        assertThat(found.macroF1()).isCloseTo(golden.figure("macro-f1"), EQUAL);
        assertThat(found.exactMatch()).isCloseTo(golden.figure("exact-match"), EQUAL);
        assertThat(found.hammingLoss()).isCloseTo(golden.figure("hamming-loss"), EQUAL);
        assertThat(found.rankingLoss()).isCloseTo(golden.figure("ranking-loss"), EQUAL);
        assertThat(found.logLoss()).isCloseTo(golden.figure("log-loss"), EQUAL);
        assertThat(found.meanAveragePrecision())
                .isBetween(found.interval().low(), found.interval().high());
    }

    private static void assertPerLabel(
            MultiLabelEvaluation found, FiguresGolden golden, String key, ToDoubleFunction<LabelMetrics> figure) {
        double[] expected =
                golden.figures(key).stream().mapToDouble(Double::doubleValue).toArray();
        assertThat(found.perLabel().stream().mapToDouble(figure).toArray())
                .as(key)
                .containsExactly(expected, EQUAL);
    }

    /** Of three labels of four images, by hand: what is unknown changes no figure. */
    @Test
    void unknownLabelsCountNeitherForNorAgainst() {
        float[][] probabilities = {{0.9f, 0.2f, 0.6f}, {0.8f, 0.7f, 0.1f}, {0.3f, 0.6f, 0.2f}, {0.6f, 0.4f, 0.3f}};
        LabelMatrix targets = targets("1?0", "?10", "00?", "1?0");

        MultiLabelEvaluation found = evaluate(probabilities, targets);

        // a: known are 0.9, 0.6 (present) and 0.3; b: 0.7 (present) and 0.6; c: never present
        assertThat(found.perLabel().get(0).averagePrecision()).hasValue(1);
        assertThat(found.perLabel().get(0).images()).isEqualTo(2);
        assertThat(found.perLabel().get(0).predicted()).isEqualTo(2);
        assertThat(found.perLabel().get(1).precision()).isEqualTo(0.5);
        assertThat(found.perLabel().get(1).recall()).isEqualTo(1);
        assertThat(found.perLabel().get(2).averagePrecision()).isEmpty();
        assertThat(found.perLabel().get(2).f1()).isZero();
        assertThat(found.meanAveragePrecision()).isEqualTo(1);
        // 8 known labels; wrong are c of the first image and b of the third
        assertThat(found.hammingLoss()).isEqualTo(2.0 / 8);
        assertThat(found.exactMatch()).isEqualTo(2.0 / 4);
        assertThat(found.microF1()).isCloseTo(2 * 3 / (3.0 + 5), EQUAL);
        assertThat(found.rankingLoss()).isZero();
        assertThat(found.logLoss())
                .isCloseTo(
                        -(Math.log(0.9) + Math.log(0.4) + Math.log(0.7) + Math.log(0.9)) / 8
                                - (Math.log(0.7) + Math.log(0.4) + Math.log(0.6) + Math.log(0.7)) / 8,
                        within(1e-7));
    }

    @Test
    void anUnknownLabelIsInNoPairOfTheRankingLoss() {
        float[][] probabilities = {{0.2f, 0.9f, 0.5f}, {0.5f, 0.5f, 0.9f}};

        assertThat(evaluate(probabilities, targets("1?0", "10?")).rankingLoss()).isEqualTo(1);
        assertThat(evaluate(probabilities, targets("1?1", "???")).rankingLoss()).isZero();
    }

    @Test
    void imagesOfWhichNothingIsKnownHaveNoLoss() {
        MultiLabelEvaluation found = evaluate(new float[][] {{0.9f, 0.1f}, {0.2f, 0.3f}}, targets("??", "??"));

        assertThat(found.logLoss()).isZero();
        assertThat(found.hammingLoss()).isZero();
        assertThat(found.meanAveragePrecision()).isZero();
        assertThat(found.interval()).isEqualTo(new Interval(0, 0));
    }

    @Test
    void theIntervalOfOneImageIsItsValueAlone() {
        MultiLabelEvaluation found = evaluate(new float[][] {{0.9f, 0.1f}}, targets("10"));

        assertThat(found.meanAveragePrecision()).isEqualTo(1);
        assertThat(found.interval()).isEqualTo(new Interval(1, 1));
    }

    @Test
    void noImageAndNoNumberAreErrors() {
        assertThatThrownBy(() -> evaluate(new float[0][], targets()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("at least one usable image");
        assertThatThrownBy(() -> evaluate(new float[][] {{Float.NaN}}, targets("1")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("probabilities");
    }

    private static MultiLabelEvaluation evaluate(float[][] probabilities, LabelMatrix targets) {
        LabelSet labels = new LabelSet(LabelSet.numbered(targets.labels()).names(), LabelMode.MULTI_LABEL);
        return MultiLabelEvaluator.of(
                labels, probabilities, targets, Collections.nCopies(targets.labels(), MultiLabelEvaluator.HALF));
    }

    /** One word per image: 1 the label is there, 0 it is not, ? nobody knows. */
    private static LabelMatrix targets(String... images) {
        return LabelMatrix.multiple(
                Arrays.stream(images)
                        .map(image -> image.chars()
                                .mapToObj(MultiLabelEvaluatorTest::state)
                                .toList())
                        .toList(),
                images.length == 0 ? 1 : images[0].length());
    }

    private static LabelState state(int mark) {
        return switch (mark) {
            case '1' -> LabelState.PRESENT;
            case '0' -> LabelState.ABSENT;
            default -> LabelState.UNKNOWN;
        };
    }
}
