package org.tl4j.dl4j.head;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.training.LabelledFeatures;

/** Parts training features for stratified cross-validation. */
final class Folds {
    /**
     * One fold.
     *
     * @param train what a model is fitted to
     * @param held what it is scored on
     */
    record Fold(LabelledFeatures train, LabelledFeatures held) {}

    private Folds() {}

    /** Deals the samples of each class to {@code count} folds in turn, in an order drawn from {@code seed}. */
    static List<Fold> of(LabelledFeatures data, int count, long seed) {
        int[] foldOf = new int[data.labels().length];
        Random random = new Random(seed);
        int next = 0;
        for (int label = 0; label < data.classes(); label++) {
            int wanted = label;
            List<Integer> members = new ArrayList<>(IntStream.range(0, foldOf.length)
                    .filter(row -> data.labels()[row] == wanted)
                    .boxed()
                    .toList());
            Collections.shuffle(members, random);
            for (int row : members) {
                foldOf[row] = next++ % count;
            }
        }
        return IntStream.range(0, count)
                .mapToObj(fold ->
                        new Fold(select(data, row -> foldOf[row] != fold), select(data, row -> foldOf[row] == fold)))
                .filter(fold -> fold.held().labels().length > 0 && fold.train().labels().length > 0)
                .toList();
    }

    private static LabelledFeatures select(LabelledFeatures data, IntPredicate wanted) {
        int[] rows = IntStream.range(0, data.labels().length).filter(wanted).toArray();
        FeatureBatch features =
                FeatureBatch.allocate(rows.length, data.features().width());
        FloatBuffer target = features.values().duplicate();
        for (int row : rows) {
            target.put(data.features().row(row));
        }
        int[] labels = IntStream.of(rows).map(row -> data.labels()[row]).toArray();
        return new LabelledFeatures(features, labels, data.classes());
    }
}
