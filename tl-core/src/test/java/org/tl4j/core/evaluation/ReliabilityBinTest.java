package org.tl4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.LabelSet;

class ReliabilityBinTest {
    @Test
    void binsHoldTheirStatements() {
        // by hand: 0.05 and 0.1 lie in the bins [0, 0.1) and [0.1, 0.2), 0.95 and 1 in the last
        List<ReliabilityBin> bins = ReliabilityBin.of(
                new double[] {0.05, 0.1, 0.95, 1, 0.91}, new boolean[] {false, true, true, true, false}, 10);
        assertThat(bins).hasSize(3);
        assertThat(bins.get(1).low()).isEqualTo(0.1);
        assertThat(bins.get(2).statements()).isEqualTo(3);
        assertThat(bins.get(2).confidence()).isCloseTo((0.95 + 1 + 0.91) / 3, within(1e-12));
        assertThat(bins.get(2).right()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(bins.get(2).interval()).isEqualTo(Interval.wilson(2, 3));
    }

    @Test
    void theirGapsAddUpToTheCalibrationErrorOfAnEvaluation() {
        Evaluator evaluator = new Evaluator(LabelSet.numbered(2));
        float[] said = {0.55f, 0.61f, 0.72f, 0.74f, 0.93f, 0.99f};
        boolean[] right = {true, false, true, true, true, false};
        double[] probabilities = new double[said.length];
        for (int i = 0; i < said.length; i++) {
            evaluator.add(right[i] ? 0 : 1, new float[] {said[i], 1 - said[i]});
            probabilities[i] = said[i];
        }
        double error = ReliabilityBin.of(probabilities, right, 15).stream()
                .mapToDouble(bin -> Math.abs(bin.confidence() - bin.right()) * bin.statements() / said.length)
                .sum();
        assertThat(error).isCloseTo(evaluator.result().expectedCalibrationError(), within(1e-6));
    }
}
