package org.tl4j.application.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tl4j.application.documents.EvaluateDocument;
import org.tl4j.core.calibration.CalibrationCheck;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.evaluation.Interval;
import org.tl4j.core.evaluation.LabelMetrics;
import org.tl4j.core.evaluation.MultiLabelEvaluation;
import org.tl4j.core.training.TrainingWarning;
import org.tl4j.core.training.WarningKind;
import org.tl4j.learner.EvaluationReport;

class EvaluateTextTest {
    private static final CallerWords WORDS = new CallerWords("a measurement", "the document");

    @Test
    void fewClassesAreATable() {
        Evaluation evaluation = evaluation(List.of("ants", "bees"), List.of(List.of(3, 1), List.of(0, 4)));
        TrainingWarning warning = new TrainingWarning(WarningKind.REFITTED, "the network", "was fitted to these", "");

        assertThat(EvaluateText.of(
                        new EvaluationReport(evaluation, Optional.of(Subset.TEST), List.of(), List.of(warning)), WORDS))
                .startsWith(
                        "Evaluated 8 images of the test part.",
                        "Accuracy 87.5 % (95 % interval 50.0 % to 99.0 %).",
                        "Macro F1 0.870, log loss 0.300, expected calibration error 5.0 percentage points, Cohen's kappa 0.750.")
                .containsSubsequence(
                        "Confusion, one row per actual class, one column per predicted class:",
                        "         ants  bees",
                        "  ants      3     1",
                        "  bees      0     4")
                .endsWith("Warning: the network was fitted to these.");
    }

    @Test
    void manyClassesAreAListOfTheMostFrequentConfusions() {
        int classes = 30;
        List<String> names =
                IntStream.range(0, classes).mapToObj(i -> "kind" + i).toList();
        List<List<Integer>> confusion = IntStream.range(0, classes)
                .mapToObj(row -> IntStream.range(0, classes)
                        .mapToObj(column -> column == (row + 1) % classes ? row + 1 : 0)
                        .toList())
                .toList();

        assertThat(ConfusionText.of(evaluation(names, confusion), WORDS))
                .hasSize(12)
                .startsWith("Most frequent confusions:", "  kind29 taken for kind0: 30 images")
                .endsWith("  and 20 more pairs of classes; the document has the whole table");
        assertThat(ConfusionText.of(
                        evaluation(names, Collections.nCopies(classes, Collections.nCopies(classes, 0))), WORDS))
                .containsExactly("No image was taken for one of another class.");
    }

    @Test
    void severalLabelsAreATableWithThresholds() {
        EvaluationReport report = several(Optional.empty());

        assertThat(EvaluateText.of(report, WORDS))
                .containsExactly(
                        "Evaluated 4 images of all images (the data has no parts).",
                        "Mean average precision 0.750 (95 % interval 0.500 to 0.900).",
                        "Micro F1 0.667, macro F1 0.400, exact match 50.0 %, Hamming loss 0.250, ranking loss 0.125, log loss"
                                + " 0.300.",
                        "  label      av. prec. threshold precision    recall        f1    images",
                        "  red            0.750     0.300     0.600     1.000     0.750         3",
                        "  light-blue         -     0.500     0.000     0.000     0.000         0");
    }

    @Test
    void howACalibrationHoldsIsSaidInSentences() {
        CalibrationCheck check = new CalibrationCheck(
                0.125,
                0.02,
                Optional.of(0.05),
                Optional.of(new CalibrationCheck.Sets(0.9, 0.875, new Interval(0.5, 0.99), 1.25)),
                Optional.of(new CalibrationCheck.Unfamiliar(0.25, new Interval(0.1, 0.5))));

        assertThat(EvaluateText.of(several(Optional.of(check)), WORDS))
                .endsWith(
                        "Expected calibration error 12.5 percentage points; 5.0 percentage points at the temperature of the model.",
                        "Conformal sets for 90.0 %: 87.5 % contain the right class (95 % interval 50.0 % to 99.0 %), mean size"
                                + " 1.250.",
                        "Unfamiliar: 25.0 % of the images (95 % interval 10.0 % to 50.0 %).");
    }

    @Test
    void theDocumentOfSeveralLabelsHasTheFiguresOfEach() {
        JsonNode document = new ObjectMapper().valueToTree(EvaluateDocument.of(several(Optional.empty())));

        assertThat(document.get("meanAveragePrecision").asDouble()).isEqualTo(0.75);
        assertThat(document.at("/meanAveragePrecisionInterval/1").asDouble()).isEqualTo(0.9);
        assertThat(document.get("labels")).hasSize(2);
        assertThat(document.at("/perLabel/0/label").asText()).isEqualTo("red");
        assertThat(document.at("/perLabel/0/threshold").asDouble()).isEqualTo(0.3);
        assertThat(document.at("/perLabel/1/averagePrecision").isNull()).isTrue();
        assertThat(document.get("calibration").isNull()).isTrue();
        assertThat(document.has("accuracy")).isFalse();
    }

    private static EvaluationReport several(Optional<CalibrationCheck> calibration) {
        MultiLabelEvaluation evaluation = new MultiLabelEvaluation(
                4,
                0.75,
                new Interval(0.5, 0.9),
                2 / 3.0,
                0.4,
                0.5,
                0.25,
                0.125,
                0.3,
                new LabelSet(List.of("red", "light-blue"), LabelMode.MULTI_LABEL),
                List.of(
                        new LabelMetrics("red", OptionalDouble.of(0.75), 0.3, 0.6, 1, 0.75, 3, 5),
                        new LabelMetrics("light-blue", OptionalDouble.empty(), 0.5, 0, 0, 0, 0, 1)));
        return new EvaluationReport(evaluation, Optional.empty(), List.of(), List.of(), calibration);
    }

    private static Evaluation evaluation(List<String> names, List<List<Integer>> confusion) {
        return new Evaluation(
                8, 0.875, new Interval(0.5, 0.99), 1, 0.87, 0.3, 0.05, new LabelSet(names), confusion, List.of());
    }
}
