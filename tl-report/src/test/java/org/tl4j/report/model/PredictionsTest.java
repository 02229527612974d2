package org.tl4j.report.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tl4j.core.calibration.Calibration;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.evaluation.EvaluatedLabels;

class PredictionsTest {
    private static final LabelSet LABELS = new LabelSet(List.of("ants", "bees"));

    @Test
    void aPredictionThatIsSureIsNotAmongTheUncertainOnes() {
        List<Float> ants = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ants.add(i < 10 ? 0.5f + i * 0.01f : 0.99f);
        }
        assertThat(JudgedImages.of(predictions(ants)).leastCertain())
                .extracting(Judged::confidence)
                .containsExactlyElementsOf(ants.subList(0, 10));
    }

    @Test
    void whereAllAreSureAFewAreShown() {
        List<Float> ants = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ants.add(0.9f + i * 0.001f);
        }
        assertThat(JudgedImages.of(predictions(ants)).leastCertain())
                .extracting(Judged::confidence)
                .containsExactlyElementsOf(ants.subList(0, 6));
    }

    /** Of n predictions in one bin with the probability p, the share that is right has a mean deviation of sqrt(2p(1-p)/(pi n)). */
    @Test
    void theReportSaysHowFarExactProbabilitiesWouldDiffer() {
        List<Float> ants = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ants.add(0.9f);
        }
        double expected = 100 * Math.sqrt(2 * 0.9 * 0.1 / (Math.PI * 100));
        assertThat(new ReliabilitySection(predictions(ants)).section().fragment())
                .contains("With 100 predictions, even exact probabilities would differ by about %.1f percentage points"
                        .formatted(expected));
    }

    private static Predictions predictions(List<Float> ants) {
        List<EvaluatedLabels> images = new ArrayList<>();
        for (float probability : ants) {
            images.add(new EvaluatedLabels(
                    ImageLocation.file(Path.of(images.size() + ".jpg")),
                    Annotation.of("ants"),
                    new float[] {probability, 1 - probability}));
        }
        return new Predictions(LABELS, images, Map.of(), Calibration.NONE);
    }
}
