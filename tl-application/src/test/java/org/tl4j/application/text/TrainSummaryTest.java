package org.tl4j.application.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.training.Score;
import org.tl4j.learner.TrainingReport;

class TrainSummaryTest {
    @Test
    void saysWhatHowGoodWhereAndWhatNext() {
        TrainingReport report = TrainTextTest.report(new Score(0.75, 0.5, 8, false));

        assertThat(TrainSummary.of(
                        report, Optional.of(Path.of("insects.html")), List.of("tl predict it", "tl evaluate it")))
                .containsExactly(
                        "Summary",
                        "  what    feature-extraction of resnet18-imagenet, on 20 images of 2 classes",
                        "  result  accuracy 75.0 % (95 % interval 40.9 % to 92.9 %) on 8 validation images",
                        "  model   " + report.bundle(),
                        "  report  insects.html (open it in a browser)",
                        "  next    tl predict it",
                        "          tl evaluate it");
    }

    @Test
    void leavesOutWhatIsNotThere() {
        assertThat(TrainSummary.of(TrainTextTest.report(new Score(0.5, 0.7, 20, true)), Optional.empty(), List.of()))
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).endsWith(" by cross-validation on 20 images"));
    }
}
