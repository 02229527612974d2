package org.tl4j.report.model;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The images of a single-label model and what was predicted for them, computed once for all sections. Empty for a model of
 * several labels.
 *
 * @param all in their order
 * @param mistakes those that are predicted wrongly, the most confident first
 * @param leastCertain all, those first for which the two most probable classes are closest
 */
record JudgedImages(List<Judged> all, List<Judged> mistakes, List<Judged> leastCertain) {
    static JudgedImages of(Predictions predictions) {
        if (predictions.labels().isMultiLabel()) {
            return new JudgedImages(List.of(), List.of(), List.of());
        }
        Map<String, Integer> indices = new HashMap<>();
        List<Judged> all = predictions.images().stream()
                .map(image -> Judged.of(
                        image.location(),
                        indices.computeIfAbsent(image.actual().label(), predictions.labels()::indexOf),
                        predictions.calibrated(image.probabilities())))
                .toList();
        return new JudgedImages(
                all,
                all.stream()
                        .filter(image -> !image.isRight())
                        .sorted(Comparator.comparingDouble(image -> -image.confidence()))
                        .toList(),
                all.stream().sorted(Comparator.comparingDouble(Judged::margin)).toList());
    }
}
