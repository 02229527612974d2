package org.tl4j.strategies.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.inspection.InspectedImage;
import org.tl4j.core.inspection.NearDuplicate;

class NearDuplicatesTest {
    @Test
    void plantedCopiesAreFoundAndThoseAcrossSubsetsComeFirst() {
        float[][] rows = Inspected.clusters(200, 4, 64, 0.5, 1);
        rows[17] = slightlyChanged(rows[3]);
        rows[101] = slightlyChanged(rows[40]);
        List<InspectedImage> images = new ArrayList<>(Inspected.images(200, 4));
        images.set(40, Inspected.image("40.jpg", "c0", Optional.of(Subset.TRAIN)));
        images.set(101, Inspected.image("101.jpg", "c0", Optional.of(Subset.TEST)));
        List<NearDuplicate> pairs = NearDuplicates.of(UnitRows.of(Inspected.features(rows)), images);
        assertThat(pairs).hasSize(2);
        assertThat(pairs.get(0).first()).isEqualTo(40);
        assertThat(pairs.get(0).second()).isEqualTo(101);
        assertThat(pairs.get(0).acrossSubsets()).isTrue();
        assertThat(pairs.get(0).sameLabels()).isTrue();
        assertThat(pairs.get(1).first()).isEqualTo(3);
        assertThat(pairs.get(1).acrossSubsets()).isFalse();
    }

    @Test
    void theSearchFindsExactlyWhatComparingAllPairsFinds() {
        float[][] rows = Inspected.clusters(300, 30, 48, 0.25, 2);
        UnitRows unit = UnitRows.of(Inspected.features(rows));
        double bound = NearDuplicates.bound(unit);
        int expected = 0;
        for (int i = 0; i < 300; i++) {
            for (int j = i + 1; j < 300; j++) {
                expected += unit.cosine(i, j) >= bound ? 1 : 0;
            }
        }
        assertThat(NearDuplicates.of(unit, Inspected.images(300, 30))).hasSize(expected);
    }

    @Test
    void filesOfTheSameBytesAreNoPair() {
        float[][] rows = Inspected.clusters(20, 2, 16, 0.5, 3);
        rows[1] = rows[0];
        List<InspectedImage> images = new ArrayList<>(Inspected.images(20, 2));
        images.set(1, images.get(0));
        assertThat(NearDuplicates.of(UnitRows.of(Inspected.features(rows)), images))
                .isEmpty();
    }

    @Test
    void oneImageHasNoPair() {
        assertThat(NearDuplicates.of(UnitRows.of(Inspected.features(new float[][] {{1, 2}})), Inspected.images(1, 1)))
                .isEmpty();
    }

    @Test
    void asManyImagesAreComparedAsTheirSquareTimesFeaturesAllows() {
        assertThat(NearDuplicates.most(512)).isEqualTo(44_194);
        assertThat(NearDuplicates.most(64)).isEqualTo(125_000);
    }

    @Test
    void anInterruptionEndsTheSearch() {
        UnitRows rows = UnitRows.of(Inspected.features(Inspected.clusters(20, 2, 16, 0.5, 3)));
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(InterruptedWorkException.class)
                    .isThrownBy(() -> NearDuplicates.of(rows, Inspected.images(20, 2)));
        } finally {
            Thread.interrupted();
        }
    }

    private static float[] slightlyChanged(float[] row) {
        float[] changed = row.clone();
        for (int i = 0; i < changed.length; i++) {
            changed[i] *= i % 2 == 0 ? 1.02f : 0.98f;
        }
        return changed;
    }
}
