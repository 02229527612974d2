package org.tl4j.core.prediction;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.dataset.LabelMode;

/**
 * The labels of one image, the most probable first.
 *
 * @param mode whether the image has exactly one label or any number
 * @param ranking all labels; the probabilities of single labels sum to 1
 * @param accepted the labels whose probability reaches their threshold, the most probable first: of single labels none or the
 *     best one, of several any number
 * @param conformal the set of labels that contains the right one as often as was asked, the most probable first; empty where
 *     the model has no such rule
 * @param familiarity how much the image is like the training images; empty where the model cannot say
 */
public record Prediction(
        LabelMode mode,
        List<ScoredLabel> ranking,
        List<ScoredLabel> accepted,
        Optional<List<String>> conformal,
        Optional<Familiarity> familiarity) {
    public Prediction {
        requireNonNull(mode, "mode is null");
        ranking = List.copyOf(ranking);
        accepted = List.copyOf(accepted);
        conformal = conformal.map(List::copyOf);
        requireNonNull(familiarity, "familiarity is null");
    }

    /** The classes of an image with one label, the best of which is accepted. */
    public Prediction(List<ScoredLabel> ranking) {
        this(LabelMode.SINGLE_LABEL, ranking, ranking.stream().limit(1).toList(), Optional.empty(), Optional.empty());
    }

    /** The most probable label. */
    public ScoredLabel best() {
        return ranking.get(0);
    }

    /** The {@code count} most probable labels, or all where there are fewer. */
    public List<ScoredLabel> top(int count) {
        return ranking.subList(0, Math.min(count, ranking.size()));
    }

    /**
     * Whether a person should look: of single labels where the best one does not reach its threshold, or the set of labels does
     * not consist of one.
     */
    public boolean isUnsure() {
        return mode == LabelMode.SINGLE_LABEL
                && (accepted.isEmpty()
                        || conformal.filter(set -> set.size() != 1).isPresent());
    }

    /** Whether the image may show none of the labels, since it is unlike the training images. */
    public boolean isUnfamiliar() {
        return familiarity.filter(Familiarity::unfamiliar).isPresent();
    }
}
