package org.tl4j.strategies.frozen;

import org.tl4j.core.network.LinearHead;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.strategies.training.ValidationPredictions;

/** The predictions of a head for features, computed without a network. */
final class LinearOutcome {
    private LinearOutcome() {}

    static ValidationPredictions of(LinearHead head, LabelledFeatures examples) {
        ValidationPredictions outcome = ValidationPredictions.of(examples.targets());
        for (int i = 0; i < examples.rows(); i++) {
            outcome.put(i, head.probabilities(examples.features().row(i)));
        }
        return outcome;
    }
}
