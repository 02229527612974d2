package org.tl4j.dl4j.head;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.tl4j.core.backbone.SelectedRows;
import org.tl4j.core.training.LabelledFeatures;

/** Splits training features for stratified cross-validation, without copying them. */
final class Folds {
    /**
     * One fold.
     *
     * @param train features that a model is fitted to
     * @param held features that it is scored on
     */
    record Fold(LabelledFeatures train, LabelledFeatures held) {}

    private Folds() {}

    /**
     * Distributes the samples of each class over {@code count} folds in turn, in an order drawn from {@code seed}. Equal
     * rows go to one fold, or a model would be scored on samples it was fitted to: copies of an image have equal features,
     * and so do images that the frozen network does not distinguish.
     */
    static List<Fold> of(LabelledFeatures data, int count, long seed) {
        int[] firstOf = EqualRows.firstOf(data.features());
        int[] foldOf = new int[data.labels().length];
        Random random = new Random(seed);
        int next = 0;
        for (int label = 0; label < data.classes(); label++) {
            int wanted = label;
            List<Integer> members = new ArrayList<>(IntStream.range(0, foldOf.length)
                    .filter(row -> data.labels()[row] == wanted && firstOf[row] == row)
                    .boxed()
                    .toList());
            Collections.shuffle(members, random);
            for (int row : members) {
                foldOf[row] = next++ % count;
            }
        }
        for (int row = 0; row < foldOf.length; row++) {
            foldOf[row] = foldOf[firstOf[row]];
        }
        return IntStream.range(0, count)
                .mapToObj(fold ->
                        new Fold(select(data, row -> foldOf[row] != fold), select(data, row -> foldOf[row] == fold)))
                .filter(fold -> fold.held().labels().length > 0 && fold.train().labels().length > 0)
                .toList();
    }

    private static LabelledFeatures select(LabelledFeatures data, IntPredicate wanted) {
        int[] rows = IntStream.range(0, data.labels().length).filter(wanted).toArray();
        int[] labels = IntStream.of(rows).map(row -> data.labels()[row]).toArray();
        return new LabelledFeatures(new SelectedRows(data.features(), rows), labels, data.classes());
    }
}
