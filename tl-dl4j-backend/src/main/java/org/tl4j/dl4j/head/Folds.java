package org.tl4j.dl4j.head;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.tl4j.core.backbone.SelectedRows;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.training.LabelledFeatures;

/** Splits training features for stratified cross-validation, without copying them. */
final class Folds {
    /**
     * One fold.
     *
     * @param train features that a model is fitted to
     * @param held features that it is scored on
     * @param rows the row of each of {@code held}
     * @param isFold whether {@code held} is a part of the training features
     */
    @SuppressWarnings("ArrayRecordComponent") // created and read only here
    record Fold(LabelledFeatures train, LabelledFeatures held, int[] rows, boolean isFold) {
        /** Features that were held out by somebody else. */
        static Fold whole(LabelledFeatures train, LabelledFeatures held) {
            return new Fold(train, held, IntStream.range(0, held.rows()).toArray(), false);
        }
    }

    private Folds() {}

    /**
     * Distributes the samples of each class over {@code count} folds in turn, in an order drawn from {@code seed}. Of several
     * labels, the samples of the rarest label are distributed first, then those of the next that are left, and at last those
     * without any. Equal rows go to one fold, or a model would be scored on samples it was fitted to: copies of an image have
     * equal features, and so do images that the frozen network does not distinguish.
     */
    static List<Fold> of(LabelledFeatures data, int count, long seed) {
        int[] firstOf = EqualRows.firstOf(data.features());
        int[] foldOf = new int[data.rows()];
        boolean[] placed = new boolean[data.rows()];
        Random random = new Random(seed);
        int next = 0;
        for (IntPredicate group : groups(data.targets())) {
            List<Integer> members = new ArrayList<>(IntStream.range(0, foldOf.length)
                    .filter(row -> !placed[row] && firstOf[row] == row && group.test(row))
                    .boxed()
                    .toList());
            Collections.shuffle(members, random);
            for (int row : members) {
                foldOf[row] = next++ % count;
                placed[row] = true;
            }
        }
        for (int row = 0; row < foldOf.length; row++) {
            foldOf[row] = foldOf[firstOf[row]];
        }
        return IntStream.range(0, count)
                .mapToObj(fold -> fold(data, foldOf, fold))
                .filter(fold -> fold.held().rows() > 0 && fold.train().rows() > 0)
                .toList();
    }

    /** The groups that are distributed one after the other, each row in one of them or more. */
    private static List<IntPredicate> groups(LabelMatrix targets) {
        List<Integer> labels =
                new ArrayList<>(IntStream.range(0, targets.labels()).boxed().toList());
        if (targets.mode() == LabelMode.MULTI_LABEL) {
            int[] counts = targets.counts();
            labels.sort(Comparator.comparing(label -> counts[label]));
        }
        List<IntPredicate> groups = new ArrayList<>();
        labels.forEach(label -> groups.add(row -> targets.isPresent(row, label)));
        if (targets.mode() == LabelMode.MULTI_LABEL) {
            groups.add(row -> true);
        }
        return groups;
    }

    private static Fold fold(LabelledFeatures data, int[] foldOf, int fold) {
        int[] held = rows(foldOf, row -> foldOf[row] == fold);
        return new Fold(select(data, rows(foldOf, row -> foldOf[row] != fold)), select(data, held), held, true);
    }

    private static int[] rows(int[] foldOf, IntPredicate wanted) {
        return IntStream.range(0, foldOf.length).filter(wanted).toArray();
    }

    private static LabelledFeatures select(LabelledFeatures data, int[] rows) {
        return new LabelledFeatures(
                new SelectedRows(data.features(), rows), data.targets().select(rows));
    }
}
