package org.tl4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.error.DataException;

class EvaluatorTest {
    private static final Offset<Double> EQUAL = within(1e-9);

    private final Evaluator evaluator = new Evaluator(new LabelSet(List.of("a", "b", "c")));

    /** The expected values were computed by scikit-learn 1.2.1: accuracy_score, f1_score(average="macro"), log_loss. */
    @Test
    void agreesWithScikitLearn() {
        evaluator.add(0, new float[] {0.7f, 0.2f, 0.1f});
        evaluator.add(0, new float[] {0.4f, 0.5f, 0.1f});
        evaluator.add(1, new float[] {0.1f, 0.8f, 0.1f});
        evaluator.add(1, new float[] {0.2f, 0.3f, 0.5f});
        evaluator.add(2, new float[] {0.05f, 0.05f, 0.9f});
        evaluator.add(2, new float[] {0.3f, 0.3f, 0.4f});

        Evaluation evaluation = evaluator.result();

        assertThat(evaluation.images()).isEqualTo(6);
        assertThat(evaluation.accuracy()).isCloseTo(0.6666667, within(1e-6));
        assertThat(evaluation.macroF1()).isCloseTo(0.6555556, within(1e-6));
        assertThat(evaluation.logLoss()).isCloseTo(0.6202889, within(1e-6));
        assertThat(evaluation.confusion()).containsExactly(List.of(1, 1, 0), List.of(0, 1, 1), List.of(0, 0, 2));
        assertThat(evaluation.perClass().get(2).precision()).isCloseTo(2.0 / 3, within(1e-9));
        assertThat(evaluation.perClass().get(2).recall()).isEqualTo(1);
    }

    static List<FiguresGolden> goldens() {
        return FiguresGolden.ofClasses();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void figuresAreThoseOfScikitLearn(FiguresGolden golden) {
        Evaluation found = golden.classes();

        assertThat(found.accuracy()).isCloseTo(golden.figure("accuracy"), EQUAL);
        assertThat(found.macroF1()).isCloseTo(golden.figure("macro-f1"), EQUAL);
        assertThat(found.logLoss()).isCloseTo(golden.figure("log-loss"), EQUAL);
        assertThat(found.expectedCalibrationError()).isCloseTo(golden.figure("calibration-error"), EQUAL);
        assertThat(found.cohenKappa()).isCloseTo(golden.figure("kappa"), EQUAL);
    }

    @Test
    void oneClassThatIsAlwaysPredictedAgreesByChance() {
        evaluator.add(1, new float[] {0.1f, 0.8f, 0.1f});

        assertThat(evaluator.result().cohenKappa()).isZero();
    }

    @Test
    void calibrationErrorIsTheGapBetweenConfidenceAndAccuracy() {
        for (int i = 0; i < 10; i++) {
            evaluator.add(i < 6 ? 0 : 1, new float[] {0.9f, 0.1f, 0});
        }

        assertThat(evaluator.result().expectedCalibrationError()).isCloseTo(0.3, within(1e-6));
    }

    @Test
    void topFiveIsEverythingWhereThereAreFewerClasses() {
        evaluator.add(2, new float[] {0.6f, 0.3f, 0.1f});

        assertThat(evaluator.result().top5Accuracy()).isEqualTo(1);
    }

    @Test
    void topFiveLooksAtFiveOfMany() {
        Evaluator many = new Evaluator(LabelSet.sorted(List.of("a", "b", "c", "d", "e", "f", "g")));
        float[] probabilities = {0.3f, 0.2f, 0.15f, 0.12f, 0.1f, 0.08f, 0.05f};
        many.add(4, probabilities);
        many.add(5, probabilities);

        assertThat(many.result().top5Accuracy()).isEqualTo(0.5);
    }

    @Test
    void certainMistakesCostAFiniteLoss() {
        evaluator.add(1, new float[] {1, 0, 0});

        assertThat(evaluator.result().logLoss()).isCloseTo(-Math.log(1e-15), within(1e-9));
    }

    @Test
    void needsAnImage() {
        assertThatThrownBy(evaluator::result)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("at least one usable image");
    }

    /** The ends are the two roots of Wilson's quadratic for 81 in 100, computed in Python. */
    @Test
    void intervalIsWilsons() {
        Interval interval = Interval.wilson(81, 100);

        assertThat(interval.low()).isCloseTo(0.7222115, within(1e-6));
        assertThat(interval.high()).isCloseTo(0.8748525, within(1e-6));
        assertThat(Interval.wilson(0, 5).low()).isZero();
        assertThat(Interval.wilson(5, 5).high()).isEqualTo(1);
    }

    @Test
    void listenerReceivesTheResultOfEachImage() {
        List<EvaluatedImage> received = new ArrayList<>();
        Evaluator listened = new Evaluator(new LabelSet(List.of("a", "b", "c")), received::add);
        ImageLocation first = ImageLocation.file(Path.of("first.png"));
        ImageLocation second = ImageLocation.zipEntry(Path.of("some.zip"), "second.png");

        listened.add(first, 1, new float[] {0.2f, 0.7f, 0.1f});
        listened.add(second, 2, new float[] {0.4f, 0.4f, 0.2f});

        assertThat(received).extracting(EvaluatedImage::location).containsExactly(first, second);
        assertThat(received).extracting(EvaluatedImage::actual).containsExactly(1, 2);
        assertThat(received).extracting(EvaluatedImage::predicted).containsExactly(1, 0);
        assertThat(received).extracting(EvaluatedImage::isRight).containsExactly(true, false);
        assertThat(received.get(1).probabilities()).containsExactly(0.4f, 0.4f, 0.2f);
        assertThat(listened.result().accuracy()).isEqualTo(0.5);
        assertThatThrownBy(() -> new EvaluatedImage(first, 3, new float[3]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
