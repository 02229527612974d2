package org.tl4j.strategies.calibration;

import java.util.ArrayList;
import java.util.List;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelState;
import org.tl4j.core.training.HeldOutPredictions;

/** Probabilities of held-out images, each with whether it was right. Not thread-safe. */
final class Statements {
    private final List<float[]> pairs = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();

    /** Of each image its row; of several labels one row of two values per known label. */
    static Statements of(HeldOutPredictions heldOut) {
        Statements statements = new Statements();
        for (int row = 0; row < heldOut.targets().rows(); row++) {
            float[] probabilities = heldOut.probabilities()[row];
            if (heldOut.targets().mode() == LabelMode.SINGLE_LABEL) {
                statements.add(probabilities, heldOut.targets().single(row));
                continue;
            }
            for (int label = 0; label < probabilities.length; label++) {
                LabelState state = heldOut.targets().state(row, label);
                if (state != LabelState.UNKNOWN) {
                    float present = probabilities[label];
                    // each label is a choice of two classes, whose temperature is that of the sigmoid
                    statements.add(new float[] {present, 1 - present}, state == LabelState.PRESENT ? 0 : 1);
                }
            }
        }
        return statements;
    }

    private void add(float[] probabilities, int label) {
        pairs.add(probabilities);
        labels.add(label);
    }

    float[][] probabilities() {
        return pairs.toArray(float[][]::new);
    }

    int[] labels() {
        return labels.stream().mapToInt(Integer::intValue).toArray();
    }
}
