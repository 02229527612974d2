package org.tl4j.strategies.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelState;
import org.tl4j.core.evaluation.AveragePrecision;
import org.tl4j.core.evaluation.TemperatureScaling;
import org.tl4j.core.training.HeldOutPredictions;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.ScoreMetric;

/**
 * The predictions of a network for the validation examples.
 *
 * @param targets the labels of the examples
 * @param right whether the most probable class was the right one; of no use for several labels
 * @param losses the negative natural logarithm of the probability of the right class; of several labels, the mean over those
 *     that are known
 * @param probabilities one row per example, one value per class
 */
@SuppressWarnings("ArrayRecordComponent") // compared element by element, never as a whole
public record ValidationPredictions(LabelMatrix targets, boolean[] right, double[] losses, float[][] probabilities) {
    /** Lower limit of a probability, so that one mistake cannot make the mean infinite. */
    private static final double SMALLEST = 1e-15;

    /** Room for the predictions of examples with these labels. */
    public static ValidationPredictions of(LabelMatrix targets) {
        int examples = targets.rows();
        return new ValidationPredictions(targets, new boolean[examples], new double[examples], new float[examples][]);
    }

    /** Stores the prediction for one example; keeps the array. */
    public void put(int example, float[] said) {
        probabilities[example] = said;
        if (targets.mode() == LabelMode.MULTI_LABEL) {
            losses[example] = meanLoss(example, said);
            return;
        }
        int label = targets.single(example);
        int best = 0;
        for (int c = 1; c < said.length; c++) {
            if (said[c] > said[best]) {
                best = c;
            }
        }
        right[example] = best == label;
        losses[example] = -Math.log(Math.max(SMALLEST, said[label]));
    }

    private double meanLoss(int example, float[] said) {
        double sum = 0;
        int known = 0;
        for (int label = 0; label < said.length; label++) {
            LabelState state = targets.state(example, label);
            if (state != LabelState.UNKNOWN) {
                sum -= Math.log(Math.max(SMALLEST, state == LabelState.PRESENT ? said[label] : 1.0 - said[label]));
                known++;
            }
        }
        return known == 0 ? 0 : sum / known;
    }

    /**
     * The losses at the temperature that suits this network best, fitted to the same examples, so that networks of
     * different sharpness can be compared.
     */
    public double[] calibratedLosses() {
        return targets.mode() == LabelMode.SINGLE_LABEL ? calibratedSingle() : calibratedSeveral();
    }

    private double[] calibratedSingle() {
        TemperatureScaling scaling = TemperatureScaling.fit(probabilities, targets.singles());
        double[] calibrated = new double[count()];
        Arrays.setAll(calibrated, i -> scaling.loss(probabilities[i], targets.single(i)));
        return calibrated;
    }

    /** Each known label of each example is a choice between absence and presence. */
    private double[] calibratedSeveral() {
        List<float[]> choices = new ArrayList<>();
        List<Integer> examples = new ArrayList<>();
        List<Integer> chosen = new ArrayList<>();
        int[] known = new int[count()];
        for (int i = 0; i < count(); i++) {
            for (int label = 0; label < targets.labels(); label++) {
                LabelState state = targets.state(i, label);
                if (state != LabelState.UNKNOWN) {
                    choices.add(new float[] {1 - probabilities[i][label], probabilities[i][label]});
                    examples.add(i);
                    chosen.add(state == LabelState.PRESENT ? 1 : 0);
                    known[i]++;
                }
            }
        }
        double[] calibrated = new double[count()];
        if (choices.isEmpty()) {
            return calibrated;
        }
        int[] right = chosen.stream().mapToInt(Integer::intValue).toArray();
        TemperatureScaling scaling = TemperatureScaling.fit(choices.toArray(float[][]::new), right);
        for (int k = 0; k < right.length; k++) {
            calibrated[examples.get(k)] += scaling.loss(choices.get(k), right[k]) / known[examples.get(k)];
        }
        return calibrated;
    }

    /** How many examples there were. */
    public int count() {
        return right.length;
    }

    /** The predictions themselves. */
    public HeldOutPredictions heldOut() {
        return new HeldOutPredictions(probabilities, targets, false);
    }

    /** The mean results. */
    public Score score() {
        double loss = Arrays.stream(losses).average().orElse(Double.NaN);
        if (targets.mode() == LabelMode.MULTI_LABEL) {
            return new Score(
                    ScoreMetric.MEAN_AVERAGE_PRECISION,
                    AveragePrecision.mean(probabilities, targets),
                    loss,
                    right.length,
                    false);
        }
        int hits = 0;
        for (boolean hit : right) {
            hits += hit ? 1 : 0;
        }
        return new Score((double) hits / right.length, loss, right.length, false);
    }
}
