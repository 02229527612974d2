package org.tl4j.spark;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.ScoredLabel;

/** The places of labels in the outputs of a network. Immutable. */
final class LabelIndex {
    private final Map<String, Integer> places;

    LabelIndex(LabelSet labels) {
        this.places =
                IntStream.range(0, labels.size()).boxed().collect(Collectors.toMap(labels::name, Function.identity()));
    }

    /** The place of a label, from 0. */
    int of(String label) {
        return places.get(label);
    }

    /** The probabilities by place. */
    double[] probabilities(Prediction prediction) {
        double[] probabilities = new double[places.size()];
        for (ScoredLabel scored : prediction.ranking()) {
            probabilities[of(scored.label())] = scored.probability();
        }
        return probabilities;
    }
}
