package org.tl4j.strategies.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.LabelSet;
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
                        new DatasetInspector.Material(LABELS, List.of(), List.of(), Optional.empty(), Map.of()),
                        Progress.NONE);
        assertThat(found.images()).isEmpty();
        assertThat(found.nearDuplicates()).isEmpty();
    }

    private static Inspection inspect(List<InspectedImage> images, Optional<float[][]> rows) {
        return new DatasetInspector(new NearestOthers(), 1)
                .inspect(
                        new DatasetInspector.Material(
                                LABELS, images, List.of(), rows.map(Inspected::features), Map.of()),
                        Progress.NONE);
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
