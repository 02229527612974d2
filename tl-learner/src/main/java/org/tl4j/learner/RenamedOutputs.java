package org.tl4j.learner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;

/** The outputs of an old model by the new names of its labels; those of merged labels are one. Immutable. */
final class RenamedOutputs {
    private final LabelSet labels;
    private final int[] target;

    private RenamedOutputs(LabelSet labels, int[] target) {
        this.labels = labels;
        this.target = target;
    }

    /** A label that is left out keeps its name: what the old model predicts by it is wrong now. */
    static RenamedOutputs of(LabelSet old, LabelChanges changes) {
        List<String> names = old.names().stream()
                .map(label -> changes.of(label).orElse(label))
                .toList();
        List<String> distinct = new ArrayList<>(new LinkedHashSet<>(names));
        return new RenamedOutputs(
                new LabelSet(distinct, old.mode()),
                names.stream().mapToInt(distinct::indexOf).toArray());
    }

    LabelSet labels() {
        return labels;
    }

    /** The thresholds of the new names: of merged labels the lowest. */
    List<Double> thresholds(List<Double> old) {
        Double[] renamed = new Double[labels.size()];
        for (int i = 0; i < target.length; i++) {
            Double before = renamed[target[i]];
            renamed[target[i]] = before == null ? old.get(i) : Math.min(before, old.get(i));
        }
        return List.of(renamed);
    }

    /** The probabilities by the new names: of single labels the sum of what is merged, of several the largest. */
    float[] of(float[] probabilities) {
        float[] renamed = new float[labels.size()];
        for (int i = 0; i < target.length; i++) {
            renamed[target[i]] = labels.mode() == LabelMode.SINGLE_LABEL
                    ? renamed[target[i]] + probabilities[i]
                    : Math.max(renamed[target[i]], probabilities[i]);
        }
        return renamed;
    }

    /** The same for several images. */
    float[][] rows(float[][] rows) {
        return Arrays.stream(rows).map(this::of).toArray(float[][]::new);
    }
}
