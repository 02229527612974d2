package org.tl4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelState;

class AreaUnderRocTest {
    private static final Offset<Double> EQUAL = within(1e-9);

    static List<FiguresGolden> goldens() {
        return FiguresGolden.ofClasses();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void areasAndPrecisionsAreThoseOfScikitLearn(FiguresGolden golden) {
        for (int label = 0; label < golden.labels(); label++) {
            assertThat(AreaUnderRoc.of(golden.probabilities(), golden.targets(), label)
                            .orElseThrow())
                    .isCloseTo(golden.figures("area-under-roc").get(label), EQUAL);
            assertThat(AveragePrecision.of(golden.probabilities(), golden.targets(), label)
                            .orElseThrow())
                    .isCloseTo(golden.figures("average-precision").get(label), EQUAL);
        }
        assertThat(AreaUnderRoc.mean(golden.probabilities(), golden.targets()).orElseThrow())
                .isCloseTo(golden.figure("mean-area-under-roc"), EQUAL);
    }

    @Test
    void aLabelThatAllImagesOrNoneHaveIsNotMeasured() {
        float[][] probabilities = {{0.2f, 0.3f}, {0.4f, 0.1f}};
        LabelMatrix targets = LabelMatrix.multiple(
                List.of(
                        List.of(LabelState.PRESENT, LabelState.ABSENT),
                        List.of(LabelState.PRESENT, LabelState.UNKNOWN)),
                2);

        assertThat(AreaUnderRoc.of(probabilities, targets, 0)).isEmpty();
        assertThat(AreaUnderRoc.mean(probabilities, targets)).isEmpty();
    }

    @Test
    void anUnknownLabelDoesNotCount() {
        float[][] probabilities = {{0.2f}, {0.9f}, {0.4f}};
        LabelMatrix targets = LabelMatrix.multiple(
                List.of(List.of(LabelState.ABSENT), List.of(LabelState.UNKNOWN), List.of(LabelState.PRESENT)), 1);

        assertThat(AreaUnderRoc.of(probabilities, targets, 0)).hasValue(1);
    }
}
