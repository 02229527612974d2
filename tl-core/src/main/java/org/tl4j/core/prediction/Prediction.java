package org.tl4j.core.prediction;

import java.util.List;

/**
 * The classes of one image, the most probable first.
 *
 * @param ranking all classes
 */
public record Prediction(List<ScoredLabel> ranking) {
    public Prediction {
        ranking = List.copyOf(ranking);
    }

    /** The most probable class. */
    public ScoredLabel best() {
        return ranking.get(0);
    }

    /** The {@code count} most probable classes, or all where there are fewer. */
    public List<ScoredLabel> top(int count) {
        return ranking.subList(0, Math.min(count, ranking.size()));
    }
}
