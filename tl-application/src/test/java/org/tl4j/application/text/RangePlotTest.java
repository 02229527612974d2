package org.tl4j.application.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tl4j.core.training.TrainingEvent.LearningRateTried;

class RangePlotTest {
    @Test
    void curveGoesFromTheFirstRateToTheLast() {
        List<LearningRateTried> falling = IntStream.range(0, 60)
                .mapToObj(i -> new LearningRateTried(1e-6 * Math.pow(10, i / 10.0), 0, 60 - i))
                .toList();

        List<String> lines = RangePlot.lines(falling);

        assertThat(lines).hasSize(14);
        assertThat(lines.get(0)).startsWith("  60.000 |*");
        assertThat(lines.get(11)).startsWith("   1.000 |").endsWith("*").hasSize(10 + 60);
        assertThat(lines.get(13)).contains("1e-06");
    }

    @Test
    void oneStepIsACurveToo() {
        assertThat(RangePlot.lines(List.of(new LearningRateTried(1e-6, 2, 2)))).hasSize(14);
    }
}
