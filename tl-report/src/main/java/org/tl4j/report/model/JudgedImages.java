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
 * @param leastCertain those for which the two most probable classes are close, the closest first; at least a few, if none is
 */
record JudgedImages(List<Judged> all, List<Judged> mistakes, List<Judged> leastCertain) {
    private static final int FEWEST_UNCERTAIN = 6;

    /** As 75 % against 25 %: whatever is surer would mislead among the uncertain ones. */
    private static final float CLOSE = 0.5f;

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
                leastCertain(all));
    }

    private static List<Judged> leastCertain(List<Judged> all) {
        long close = all.stream().filter(image -> image.margin() < CLOSE).count();
        return all.stream()
                .sorted(Comparator.comparingDouble(Judged::margin))
                .limit(Math.max(FEWEST_UNCERTAIN, close))
                .toList();
    }
}
