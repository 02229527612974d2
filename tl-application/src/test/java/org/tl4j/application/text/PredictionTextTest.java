package org.tl4j.application.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tl4j.application.documents.ImagePrediction;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.ScoredLabel;

class PredictionTextTest {
    @Test
    void classesAreSaidWithTheirProbabilities() {
        ImagePrediction image = ImagePrediction.of(
                "a.jpg", new Prediction(List.of(new ScoredLabel("ants", 0.75), new ScoredLabel("bees", 0.25))), 5);

        assertThat(PredictionText.of(image)).isEqualTo("a.jpg: ants 75.0 %, bees 25.0 %");
    }

    @Test
    void aFailureNamesTheImageOnce() {
        assertThat(PredictionText.of(ImagePrediction.failed("a.jpg", "a.jpg must be an image", DataKind.CORRUPT)))
                .isEqualTo("a.jpg must be an image");
        assertThat(PredictionText.of(ImagePrediction.failed("a.jpg", "no such file", DataKind.NOT_FOUND)))
                .isEqualTo("a.jpg: no such file");
    }
}
