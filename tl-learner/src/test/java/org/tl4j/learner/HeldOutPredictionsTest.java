package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.tl4j.core.comparison.HeldOutScore;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.provenance.Digest;

class HeldOutPredictionsTest {
    private static final List<String> NAMES = List.of("ants", "bees");

    private static Sample sample(String name, Annotation annotation) {
        return new Sample(ImageLocation.file(Path.of(name)), annotation, Digest.of(name), Optional.empty());
    }

    @Test
    void ofOneLabelHitsAndLossAreCounted() {
        List<Sample> samples = List.of(
                sample("a", Annotation.of("ants")),
                sample("b", Annotation.of("bees")),
                sample("c", Annotation.of("bees")));
        HeldOutPredictions predictions = new HeldOutPredictions(new LabelSet(NAMES), samples);
        predictions.take(samples.get(2), new float[] {0.75f, 0.25f});
        predictions.take(samples.get(0), new float[] {0.5f, 0.5f});

        HeldOutPredictions.Result result = predictions.result();

        assertThat(result.score()).isEqualTo(new HeldOutScore.Hits("1-0"));
        assertThat(result.logLoss()).isCloseTo((Math.log(2) + Math.log(4)) / 2, within(1e-6));
        assertThat(predictions.first(2)).isEqualTo(1);
        assertThat(new HeldOutPredictions(new LabelSet(NAMES), samples).first(3))
                .isZero();
    }

    @Test
    void ofSeveralLabelsTheirAveragePrecisionIsTheMeanOfTheContributions() {
        List<Sample> samples = List.of(
                sample("a", Annotation.ofAll(NAMES)),
                sample("b", Annotation.ofAll(List.of("bees"))),
                sample("c", Annotation.ofAll(List.of())),
                sample("d", Annotation.ofAll(List.of("ants"))));
        HeldOutPredictions predictions = new HeldOutPredictions(new LabelSet(NAMES, LabelMode.MULTI_LABEL), samples);
        // ants: first and third of three, 1/2 * 1 + 1/2 * 2/3 = 5/6; bees: second, 1/2
        predictions.take(samples.get(0), new float[] {0.9f, 0.5f});
        predictions.take(samples.get(2), new float[] {0.8f, 0.25f});
        predictions.take(samples.get(3), new float[] {0.1f, 0.75f});

        HeldOutScore score = predictions.result().score();

        assertThat(score.value()).isCloseTo((5.0 / 6 + 0.5) / 2, within(1e-12));
        assertThat(score.images()).isEqualTo(3);
        assertThat(score.contributions()[1]).isNaN();
        assertThat(DoubleStream.of(score.contributions())
                        .filter(value -> !Double.isNaN(value))
                        .average()
                        .orElseThrow())
                .isCloseTo(score.value(), within(1e-12));
        assertThat(predictions.first(4)).isCloseTo(score.value(), within(1e-12));
    }
}
