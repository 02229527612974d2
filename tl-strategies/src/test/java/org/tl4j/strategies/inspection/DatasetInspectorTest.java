package org.tl4j.strategies.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.inspection.InspectedImage;
import org.tl4j.core.inspection.Inspection;
import org.tl4j.core.inspection.InspectionCheck;
import org.tl4j.core.inspection.LimitedCheck;
import org.tl4j.core.inspection.LimitedCheck.Reason;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.HeadFit;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.training.HeldOutPredictions;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.TrainingListener;

class DatasetInspectorTest {
    private static final LabelSet LABELS = new LabelSet(List.of("c0", "c1", "c2"));

    @Test
    void findsAWrongLabelAnOutlierAndACopy() {
        float[][] rows = Inspected.clusters(90, 3, 24, 0.3, 9);
        for (int i = 0; i < 24; i++) {
            rows[33][i] = i % 2 == 0 ? 9 : -9;
        }
        List<InspectedImage> images = new ArrayList<>(Inspected.images(90, 3));
        images.set(12, Inspected.image("12.jpg", "c1"));
        Inspection found = inspect(images, Optional.of(rows));
        assertThat(found.wrongLabels()).anySatisfy(label -> {
            assertThat(label.image()).isEqualTo(12);
            assertThat(label.given()).contains("c1");
            assertThat(label.likely()).contains("c0");
            assertThat(label.margin()).isPositive();
        });
        assertThat(found.outliers()).extracting(outlier -> outlier.image()).contains(33);
        assertThat(found.map()).isPresent();
        assertThat(found.classes()).extracting(count -> count.images()).containsExactly(29, 31, 30);
    }

    @Test
    void withoutFeaturesSaysWhatWasNotChecked() {
        Inspection found = inspect(Inspected.images(90, 3), Optional.empty());
        assertThat(found.limits())
                .contains(
                        new LimitedCheck(InspectionCheck.LABELS, Reason.NO_FEATURES, 0),
                        new LimitedCheck(InspectionCheck.MAP, Reason.NO_FEATURES, 0),
                        new LimitedCheck(InspectionCheck.PIXELS, Reason.SAMPLED, 0));
        assertThat(found.map()).isEmpty();
    }

    @Test
    void aFewImagesAreNotJudged() {
        Inspection found = inspect(Inspected.images(9, 3), Optional.of(Inspected.clusters(9, 3, 8, 0.3, 2)));
        assertThat(found.wrongLabels()).isEmpty();
        assertThat(found.limits())
                .contains(
                        new LimitedCheck(InspectionCheck.LABELS, Reason.TOO_FEW_IMAGES, 0),
                        new LimitedCheck(InspectionCheck.OUTLIERS, Reason.TOO_FEW_IMAGES, 0));
    }

    @Test
    void oneClassHasNoWrongLabels() {
        Inspection found = inspect(Inspected.images(40, 1), Optional.of(Inspected.clusters(40, 1, 8, 0.3, 2)));
        assertThat(found.limits()).contains(new LimitedCheck(InspectionCheck.LABELS, Reason.ONE_CLASS, 0));
    }

    @Test
    void noImagesGiveNoFindings() {
        Inspection found = new DatasetInspector(new NearestOthers(), 1)
                .inspect(
                        new DatasetInspector.Material(
                                LABELS, List.of(), List.of(), List.of(), Optional.empty(), Map.of()),
                        Progress.NONE);
        assertThat(found.images()).isEmpty();
        assertThat(found.nearDuplicates()).isEmpty();
    }

    @Test
    void labelsOfMoreImagesThanTheWorkAllowsAreSampled() {
        Inspection found = new DatasetInspector(new NearestOthers(), 1, 45 * 24 * 3)
                .inspect(
                        material(Inspected.images(90, 3), all(90), Inspected.clusters(90, 3, 24, 0.3, 9)),
                        Progress.NONE);
        assertThat(found.limits())
                .contains(new LimitedCheck(InspectionCheck.LABELS, Reason.SAMPLED, 45))
                .noneMatch(limit -> limit.check() == InspectionCheck.NEAR_DUPLICATES)
                .noneMatch(limit -> limit.check() == InspectionCheck.OUTLIERS);
    }

    @Test
    void findingsInSomeOfTheImagesHaveTheIndicesOfAll() {
        List<InspectedImage> images = new ArrayList<>(Inspected.images(180, 3));
        images.set(24, Inspected.image("24.jpg", "c1"));
        List<Integer> even = IntStream.range(0, 90).mapToObj(row -> 2 * row).toList();
        float[][] every = Inspected.clusters(180, 3, 24, 0.3, 9);
        for (int i = 0; i < 24; i++) {
            every[66][i] = i % 2 == 0 ? 9 : -9;
        }
        every[100] = every[40].clone();
        float[][] rows = even.stream().map(image -> every[image]).toArray(float[][]::new);
        Inspection found = new DatasetInspector(new NearestOthers(), 1)
                .afterTraining()
                .inspect(material(images, even, rows), Progress.NONE);
        assertThat(found.wrongLabels()).extracting(label -> label.image()).contains(24);
        assertThat(found.outliers()).extracting(outlier -> outlier.image()).contains(66);
        assertThat(found.nearDuplicates()).anySatisfy(pair -> {
            assertThat(pair.first()).isEqualTo(40);
            assertThat(pair.second()).isEqualTo(100);
        });
        assertThat(found.map().orElseThrow().points())
                .extracting(point -> point.image())
                .containsExactlyElementsOf(even);
        for (InspectionCheck check : List.of(
                InspectionCheck.NEAR_DUPLICATES,
                InspectionCheck.LABELS,
                InspectionCheck.OUTLIERS,
                InspectionCheck.MAP)) {
            assertThat(found.limits()).contains(new LimitedCheck(check, Reason.SAMPLED, 90));
        }
    }

    @Test
    void anInterruptionEndsIt() {
        DatasetInspector.Material material =
                material(Inspected.images(90, 3), all(90), Inspected.clusters(90, 3, 24, 0.3, 9));
        DatasetInspector inspector = new DatasetInspector(new NearestOthers(), 1);
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(InterruptedWorkException.class)
                    .isThrownBy(() -> inspector.inspect(material, Progress.NONE));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    private static Inspection inspect(List<InspectedImage> images, Optional<float[][]> rows) {
        return new DatasetInspector(new NearestOthers(), 1)
                .inspect(
                        new DatasetInspector.Material(
                                LABELS, images, List.of(), all(images.size()), rows.map(Inspected::features), Map.of()),
                        Progress.NONE);
    }

    private static DatasetInspector.Material material(
            List<InspectedImage> images, List<Integer> compared, float[][] rows) {
        return new DatasetInspector.Material(
                LABELS, images, List.of(), compared, Optional.of(Inspected.features(rows)), Map.of());
    }

    private static List<Integer> all(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** Predicts the class of the most similar other images. */
    private static final class NearestOthers implements HeadTrainer {
        private static final int NEIGHBOURS = 9;

        @Override
        public HeadFit fit(
                LabelledFeatures train,
                LabelledFeatures validation,
                HeadSettings settings,
                long seed,
                TrainingListener listener) {
            UnitRows rows = UnitRows.of(train.features());
            Neighbours nearest =
                    Neighbours.of(rows.rows(), Sampling.evenly(rows.rows(), rows.rows()), NEIGHBOURS, rows::cosine);
            float[][] probabilities = new float[rows.rows()][train.classes()];
            for (int row = 0; row < probabilities.length; row++) {
                for (int other : nearest.indices()[row]) {
                    probabilities[row][train.labels()[other]] += 1f / NEIGHBOURS;
                }
            }
            LinearHead head = new LinearHead(
                    rows.width(),
                    train.classes(),
                    new float[rows.width() * train.classes()],
                    new float[train.classes()]);
            Score score = new Score(1, 0, rows.rows(), true);
            return new HeadFit(
                    head, 1, score, Optional.of(new HeldOutPredictions(probabilities, train.targets(), true)), 1, true);
        }

        @Override
        public HeadFit refit(HeadFit chosen, LabelledFeatures images, HeadSettings settings) {
            return chosen;
        }
    }
}
