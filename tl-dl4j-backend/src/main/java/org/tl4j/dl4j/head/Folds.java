package org.tl4j.dl4j.head;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.training.LabelledFeatures;

/** Splits training features for stratified cross-validation. */
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
        int[] firstOf = firstEqualRows(data.features());
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

    /** The index of the first equal row for each row; each row's own index if all rows are equal and so uninformative. */
    private static int[] firstEqualRows(FeatureBatch features) {
        Map<FeatureRow, Integer> first = new HashMap<>();
        int[] firstOf = new int[features.rows()];
        for (int row = 0; row < firstOf.length; row++) {
            Integer earlier = first.putIfAbsent(FeatureRow.of(features.row(row)), row);
            firstOf[row] = earlier == null ? row : earlier;
        }
        return first.size() > 1 ? firstOf : IntStream.range(0, firstOf.length).toArray();
    }

    /** A row, compared by its values. The hash of a FloatBuffer uses only the integer part, which is often the same. */
    private record FeatureRow(FloatBuffer values, int hash) {
        static FeatureRow of(FloatBuffer values) {
            int hash = 1;
            for (int i = values.position(); i < values.limit(); i++) {
                // makes 0 and -0 equal
                hash = 31 * hash + Float.floatToIntBits(values.get(i) + 0.0f);
            }
            return new FeatureRow(values, hash);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof FeatureRow row && hash == row.hash && values.equals(row.values);
        }

        @Override
        public int hashCode() {
            return hash;
        }
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
