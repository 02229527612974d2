package org.tl4j.application.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.evaluation.Interval;
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
                        "Macro F1 0.870, log loss 0.300, expected calibration error 0.050.")
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

    private static Evaluation evaluation(List<String> names, List<List<Integer>> confusion) {
        return new Evaluation(
                8, 0.875, new Interval(0.5, 0.99), 1, 0.87, 0.3, 0.05, new LabelSet(names), confusion, List.of());
    }
}
