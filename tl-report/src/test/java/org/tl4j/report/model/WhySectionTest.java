package org.tl4j.report.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tl4j.core.calibration.Calibration;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.evaluation.EvaluatedLabels;
import org.tl4j.core.prediction.Explanation;
import org.tl4j.core.prediction.HeatMap;
import org.tl4j.core.prediction.HeatMapKind;
import org.tl4j.core.prediction.ImageExplainer;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.report.photos.Gallery;
import org.tl4j.report.photos.Thumbnails;

class WhySectionTest {
    private static final int MISTAKES = 8;

    @Test
    void derivativesStopWhenTheTimeIsOver() {
        Slow explainer = new Slow(HeatMapKind.LINEAR_APPROXIMATION, Duration.ofSeconds(7));

        WhySection section = section(explainer);

        // begun after 0, 7 and 14 seconds
        assertThat(section.wanted()).hasSize(3);
        assertThat(fragment(section)).contains("After 20 seconds no more were begun: the section has 3 of 8 photos.");
    }

    @Test
    void onePhotoIsExplainedHoweverLongItTakes() {
        assertThat(section(new Slow(HeatMapKind.LINEAR_APPROXIMATION, Duration.ofMinutes(5)))
                        .wanted())
                .hasSize(1);
    }

    @Test
    void fastDerivativesAndExactMapsAreComputedForAll() {
        WhySection fast = section(new Slow(HeatMapKind.LINEAR_APPROXIMATION, Duration.ofMillis(100)));
        WhySection exact = section(new Slow(HeatMapKind.EXACT, Duration.ofSeconds(7)));

        assertThat(fast.wanted()).hasSize(MISTAKES);
        assertThat(exact.wanted()).hasSize(MISTAKES);
        assertThat(fragment(fast)).doesNotContain("no more were begun");
        assertThat(fragment(exact)).doesNotContain("no more were begun");
    }

    private static WhySection section(Slow explainer) {
        List<EvaluatedLabels> wrong = IntStream.range(0, MISTAKES)
                .mapToObj(i -> new EvaluatedLabels(
                        ImageLocation.file(Path.of(i + ".jpg")), Annotation.of("bees"), new float[] {0.9f, 0.1f}))
                .toList();
        Predictions predictions = new Predictions(
                new LabelSet(List.of("ants", "bees")),
                wrong,
                Map.of(),
                new Calibration(Optional.empty(), List.of(), Optional.empty(), Optional.empty()));
        ImageSize size = ImageSize.square(224);
        Preprocessing preprocessing = new Preprocessing(
                new ResizeRule.Exact(size), size, ChannelOrder.RGB, 1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
        return WhySection.of(
                predictions, JudgedImages.of(predictions), explainer, preprocessing, () -> explainer.nanoseconds);
    }

    private static String fragment(WhySection section) {
        return section.section(new Gallery(Thumbnails.NONE)).fragment();
    }

    /** Each photo takes as long, by a clock of its own. */
    private static final class Slow implements ImageExplainer {
        private final HeatMapKind kind;
        private final Duration each;
        private long nanoseconds;

        Slow(HeatMapKind kind, Duration each) {
            this.kind = kind;
            this.each = each;
        }

        @Override
        public Explanation explain(ImageLocation image, List<String> labels) {
            nanoseconds += each.toNanos();
            return new Explanation.Explained(
                    labels.stream()
                            .map(label -> new HeatMap(label, 1, 1, new double[] {1}))
                            .toList(),
                    kind);
        }

        @Override
        public Explanation explain(byte[] encoded, List<String> labels) {
            throw new UnsupportedOperationException("reports name images");
        }

        @Override
        public void close() {}
    }
}
