package org.tl4j.core.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.LabelState;
import org.tl4j.core.error.DataException;
import org.tl4j.core.network.FiniteValues;

/** Measures predictions of images with several labels each, all of them at once. Not thread-safe. */
public final class MultiLabelEvaluator {
    /** The threshold where none was chosen. */
    public static final double HALF = 0.5;

    private static final double SMALLEST_PROBABILITY = 1e-15;

    private final LabelSet labels;
    private final float[][] probabilities;
    private final LabelMatrix targets;
    private final double[] thresholds;

    private MultiLabelEvaluator(LabelSet labels, float[][] probabilities, LabelMatrix targets, double[] thresholds) {
        this.labels = labels;
        this.probabilities = probabilities;
        this.targets = targets;
        this.thresholds = thresholds;
    }

    /**
     * Measures predictions.
     *
     * @param labels the labels, in the order of the network's outputs
     * @param probabilities one row per image, one value per label
     * @param targets the labels of the same images
     * @param thresholds from which probability on each label counts as predicted
     * @throws DataException if there is no image, or a probability is not finite
     */
    public static MultiLabelEvaluation of(
            LabelSet labels, float[][] probabilities, LabelMatrix targets, List<Double> thresholds) {
        if (probabilities.length == 0) {
            throw new DataException("evaluation", "needs at least one usable image", "none", "");
        }
        for (float[] row : probabilities) {
            FiniteValues.require(row, "probabilities", "train the model again", DataException::new);
        }
        return new MultiLabelEvaluator(
                        labels,
                        probabilities,
                        targets,
                        thresholds.stream().mapToDouble(Double::doubleValue).toArray())
                .result();
    }

    private MultiLabelEvaluation result() {
        List<LabelMetrics> perLabel =
                IntStream.range(0, labels.size()).mapToObj(this::metrics).toList();
        double right = perLabel.stream()
                .mapToDouble(metrics -> Math.rint(metrics.recall() * metrics.images()))
                .sum();
        double asked = perLabel.stream()
                .mapToDouble(metrics -> metrics.images() + metrics.predicted())
                .sum();
        int known = 0;
        int wrong = 0;
        int exact = 0;
        double loss = 0;
        double ranking = 0;
        for (int row = 0; row < probabilities.length; row++) {
            int mistakes = 0;
            for (int label = 0; label < labels.size(); label++) {
                LabelState state = targets.state(row, label);
                if (state != LabelState.UNKNOWN) {
                    boolean present = state == LabelState.PRESENT;
                    known++;
                    mistakes += isPredicted(row, label) == present ? 0 : 1;
                    double probability = present ? probabilities[row][label] : 1.0 - probabilities[row][label];
                    loss -= Math.log(Math.max(probability, SMALLEST_PROBABILITY));
                }
            }
            wrong += mistakes;
            exact += mistakes == 0 ? 1 : 0;
            ranking += wrongPairs(row);
        }
        int images = probabilities.length;
        return new MultiLabelEvaluation(
                images,
                AveragePrecision.mean(probabilities, targets),
                interval(),
                asked == 0 ? 0 : 2 * right / asked,
                perLabel.stream().mapToDouble(LabelMetrics::f1).average().orElse(0),
                (double) exact / images,
                known == 0 ? 0 : (double) wrong / known,
                ranking / images,
                known == 0 ? 0 : loss / known,
                labels,
                perLabel);
    }

    private boolean isPredicted(int row, int label) {
        return probabilities[row][label] >= thresholds[label];
    }

    private LabelMetrics metrics(int label) {
        int images = 0;
        int predicted = 0;
        int right = 0;
        for (int row = 0; row < probabilities.length; row++) {
            LabelState state = targets.state(row, label);
            if (state != LabelState.UNKNOWN) {
                boolean present = state == LabelState.PRESENT;
                images += present ? 1 : 0;
                predicted += isPredicted(row, label) ? 1 : 0;
                right += present && isPredicted(row, label) ? 1 : 0;
            }
        }
        return new LabelMetrics(
                labels.name(label),
                AveragePrecision.of(probabilities, targets, label),
                thresholds[label],
                predicted == 0 ? 0 : (double) right / predicted,
                images == 0 ? 0 : (double) right / images,
                right == 0 ? 0 : 2.0 * right / (images + predicted),
                images,
                predicted);
    }

    /** The share of the pairs of a present and an absent label whose order is wrong, or the same. */
    private double wrongPairs(int row) {
        int pairs = 0;
        int wrong = 0;
        for (int present = 0; present < labels.size(); present++) {
            for (int absent = 0; absent < labels.size(); absent++) {
                if (targets.state(row, present) == LabelState.PRESENT
                        && targets.state(row, absent) == LabelState.ABSENT) {
                    pairs++;
                    wrong += probabilities[row][present] <= probabilities[row][absent] ? 1 : 0;
                }
            }
        }
        return pairs == 0 ? 0 : (double) wrong / pairs;
    }

    private Interval interval() {
        RankedLabels ranked = new RankedLabels(probabilities, targets);
        return Bootstrap.of(targets.rows(), ranked::mean).interval();
    }
}
