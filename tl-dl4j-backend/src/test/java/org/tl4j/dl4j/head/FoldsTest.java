package org.tl4j.dl4j.head;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.training.LabelledFeatures;

class FoldsTest {
    @Property(tries = 200)
    void equalRowsAreNeverOnBothSides(
            @ForAll @Size(min = 2, max = 60) List<@IntRange(min = -2, max = 12) Integer> contents, @ForAll long seed) {
        LabelledFeatures data = data(contents);
        List<Folds.Fold> folds = Folds.of(data, 5, seed);
        int held = 0;
        for (Folds.Fold fold : folds) {
            if (new HashSet<>(contents).size() > 1) {
                assertThat(values(fold.train())).doesNotContainAnyElementsOf(values(fold.held()));
            }
            held += fold.held().labels().length;
            assertThat(fold.train().labels().length + fold.held().labels().length)
                    .isEqualTo(contents.size());
        }
        assertThat(folds.isEmpty() || held == contents.size()).isTrue();
    }

    /**
     * One feature, halved, because integers are rare among features; labels are random, so copies have different labels.
     */
    private static LabelledFeatures data(List<Integer> contents) {
        FeatureBatch batch = FeatureBatch.allocate(contents.size(), 1);
        IntStream.range(0, contents.size())
                .forEach(row -> batch.values().put(row, contents.get(row) == 0 ? -0.0f : contents.get(row) / 2f));
        int[] labels =
                IntStream.range(0, contents.size()).map(row -> row * 7 % 3 % 2).toArray();
        return new LabelledFeatures(batch, labels, 2);
    }

    private static Set<Float> values(LabelledFeatures data) {
        Set<Float> values = new HashSet<>();
        for (int row = 0; row < data.labels().length; row++) {
            values.add(data.features().row(row).get(0));
        }
        return values;
    }
}
