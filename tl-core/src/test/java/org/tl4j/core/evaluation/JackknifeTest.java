package org.tl4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelState;

class JackknifeTest {
    @Test
    void ofAMeanTheContributionsAreTheValues() {
        double[] values = {1, 0, 0, 1, 0.5};

        assertThat(Jackknife.contributions(
                        5,
                        rows -> Arrays.stream(rows)
                                .mapToDouble(row -> values[row])
                                .average()
                                .orElseThrow()))
                .containsExactly(values, within(1e-12));
    }

    @Test
    void ofOneImageTheContributionIsTheFigure() {
        assertThat(Jackknife.contributions(1, rows -> 0.25)).containsExactly(0.25);
    }

    @Test
    void theirSpreadIsTheStandardErrorOfTheBootstrap() {
        Random random = new Random(3);
        int images = 400;
        int labels = 4;
        float[][] probabilities = new float[images][labels];
        LabelMatrix targets = LabelMatrix.multiple(
                IntStream.range(0, images)
                        .mapToObj(row -> IntStream.range(0, labels)
                                .mapToObj(label -> {
                                    boolean present = random.nextInt(3) == 0;
                                    probabilities[row][label] =
                                            (float) (1 / (1 + Math.exp(-random.nextGaussian() - (present ? 1 : -1))));
                                    return present ? LabelState.PRESENT : LabelState.ABSENT;
                                })
                                .toList())
                        .toList(),
                labels);
        RankedLabels ranked = new RankedLabels(probabilities, targets);

        double[] contributions = Jackknife.contributions(images, ranked::mean);

        double mean = Arrays.stream(contributions).average().orElseThrow();
        double error = Math.sqrt(Arrays.stream(contributions)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (images - 1)
                / images);
        assertThat(mean).isCloseTo(AveragePrecision.mean(probabilities, targets), within(1e-12));
        assertThat(error / Bootstrap.of(images, ranked::mean).standardError()).isBetween(0.85, 1.15);
    }
}
