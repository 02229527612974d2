package org.tl4j.strategies.calibration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tl4j.core.calibration.LabelThreshold;
import org.tl4j.core.calibration.ThresholdRule;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.LabelState;
import org.tl4j.core.evaluation.Interval;
import org.tl4j.core.network.ProbabilityRow;
import org.tl4j.core.training.HeldOutPredictions;

/**
 * Chooses the probability from which each label is accepted. Of images with one label, only the most probable class can be
 * accepted, so the precision and recall of a class are those of the images of which it is the most probable.
 */
final class ThresholdFitting {
    /** What a label without a known example gets. */
    private static final double HALF = 0.5;

    /** A candidate, and how many it accepts. */
    private record Cut(double threshold, int right, int accepted) {
        double precision() {
            return accepted == 0 ? 0 : (double) right / accepted;
        }

        double recall(int present) {
            return present == 0 ? 0 : (double) right / present;
        }

        double f1(int present) {
            return accepted + present == 0 ? 0 : 2.0 * right / (accepted + present);
        }
    }

    private record Scored(double probability, boolean present) {}

    private ThresholdFitting() {}

    static List<LabelThreshold> of(HeldOutPredictions heldOut, LabelSet labels, ThresholdRule rule) {
        List<LabelThreshold> thresholds = new ArrayList<>();
        int[] counts = heldOut.targets().counts();
        for (int label = 0; label < labels.size(); label++) {
            int present = counts[label];
            Cut chosen = choose(cuts(candidates(heldOut, label)), present, rule);
            thresholds.add(new LabelThreshold(
                    labels.name(label),
                    chosen.threshold(),
                    chosen.precision(),
                    interval(chosen.right(), chosen.accepted()),
                    chosen.recall(present),
                    interval(chosen.right(), present),
                    present));
        }
        return thresholds;
    }

    private static Interval interval(int successes, int trials) {
        return trials == 0 ? new Interval(0, 1) : Interval.wilson(successes, trials);
    }

    private static List<Scored> candidates(HeldOutPredictions heldOut, int label) {
        List<Scored> candidates = new ArrayList<>();
        boolean single = heldOut.targets().mode() == LabelMode.SINGLE_LABEL;
        for (int row = 0; row < heldOut.targets().rows(); row++) {
            float[] probabilities = heldOut.probabilities()[row];
            LabelState state = heldOut.targets().state(row, label);
            if (state != LabelState.UNKNOWN && (!single || ProbabilityRow.best(probabilities) == label)) {
                candidates.add(new Scored(probabilities[label], state == LabelState.PRESENT));
            }
        }
        candidates.sort(Comparator.comparingDouble(Scored::probability).reversed());
        return candidates;
    }

    /**
     * One per distinct probability, from the highest. A cut between two probabilities may lie anywhere between them: at one half
     * if that is there, else in the middle, not at the probability of the one image that was drawn by chance.
     */
    private static List<Cut> cuts(List<Scored> candidates) {
        List<Cut> cuts = new ArrayList<>();
        int right = 0;
        for (int i = 0; i < candidates.size(); i++) {
            Scored next = candidates.get(i);
            right += next.present() ? 1 : 0;
            double below =
                    i + 1 == candidates.size() ? 0 : candidates.get(i + 1).probability();
            if (i + 1 == candidates.size() || below < next.probability()) {
                cuts.add(new Cut(between(below, next.probability()), right, i + 1));
            }
        }
        return cuts;
    }

    private static double between(double below, double above) {
        return below < HALF && HALF <= above ? HALF : (below + above) / 2;
    }

    private static Cut choose(List<Cut> cuts, int present, ThresholdRule rule) {
        Cut chosen = new Cut(HALF, 0, 0);
        if (present == 0) {
            return chosen;
        }
        double best = -1;
        for (Cut cut : cuts) {
            double value = value(cut, present, rule);
            // among equals, a wanted precision is reached with the most, a wanted recall with the fewest
            boolean preferred = switch (rule.aim()) {
                case PRECISION -> true;
                case RECALL -> false;
                case NONE, BEST_F1 -> Math.abs(cut.threshold() - HALF) < Math.abs(chosen.threshold() - HALF);
            };
            if (value > best || (value == best && preferred)) {
                best = value;
                chosen = cut;
            }
        }
        return chosen;
    }

    /** What reaches the aim counts above 1, and more the more of the other it has; what does not, by how near it is. */
    private static double value(Cut cut, int present, ThresholdRule rule) {
        return switch (rule.aim()) {
            case PRECISION -> cut.precision() >= rule.value() ? 1 + cut.recall(present) : cut.precision();
            case RECALL -> cut.recall(present) >= rule.value() ? 1 + cut.precision() : cut.recall(present);
            case NONE, BEST_F1 -> cut.f1(present);
        };
    }
}
