package org.tl4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelState;

class RankedLabelsTest {
    private static final List<LabelState> STATES = List.of(LabelState.ABSENT, LabelState.PRESENT, LabelState.UNKNOWN);

    @RepeatedTest(100)
    void aDrawGivesExactlyTheAveragePrecisionOfItsRows(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int images = 1 + random.nextInt(40);
        int labels = 1 + random.nextInt(5);
        int steps = 1 + random.nextInt(10);
        float[][] probabilities = new float[images][labels];
        List<List<LabelState>> states = new ArrayList<>();
        for (float[] row : probabilities) {
            List<LabelState> known = new ArrayList<>();
            for (int label = 0; label < labels; label++) {
                row[label] = random.nextInt(steps + 1) / (float) steps;
                known.add(STATES.get(random.nextInt(3)));
            }
            states.add(known);
        }
        LabelMatrix targets = LabelMatrix.multiple(states, labels);
        RankedLabels ranked = new RankedLabels(probabilities, targets);

        for (int draw = 0; draw < 20; draw++) {
            int[] rows = random.ints(images, 0, images).toArray();
            assertThat(ranked.mean(rows)).isEqualTo(AveragePrecision.mean(probabilities, targets, rows));
        }
    }

    @Test
    void theBootstrapFindsTheErrorOfAMean() {
        double[] values = new Random(5).doubles(400).toArray();
        Bootstrap bootstrap = Bootstrap.of(
                values.length,
                rows -> IntStream.of(rows)
                        .mapToDouble(row -> values[row])
                        .average()
                        .orElseThrow());
        double mean = IntStream.range(0, 400)
                .mapToDouble(row -> values[row])
                .average()
                .orElseThrow();

        // of a uniform distribution: 1 / sqrt(12 n)
        assertThat(bootstrap.standardError()).isCloseTo(1 / Math.sqrt(12 * 400), within(0.0015));
        assertThat(bootstrap.interval().low()).isLessThan(mean);
        assertThat(bootstrap.interval().high()).isGreaterThan(mean);
    }

    @Test
    void mcNemarIsTheBinomialTest() {
        // scipy.stats.binomtest(2, 10).pvalue and so on
        assertThat(McNemar.pValue(2, 8)).isCloseTo(0.109375, within(1e-12));
        assertThat(McNemar.pValue(8, 2)).isCloseTo(0.109375, within(1e-12));
        assertThat(McNemar.pValue(0, 6)).isCloseTo(0.03125, within(1e-12));
        assertThat(McNemar.pValue(5, 5)).isEqualTo(1);
        assertThat(McNemar.pValue(0, 0)).isEqualTo(1);
    }
}
