package org.tl4j.learner;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tl4j.core.comparison.HeldOutScore;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.evaluation.AveragePrecision;
import org.tl4j.core.evaluation.Jackknife;
import org.tl4j.core.evaluation.MultiLabelEvaluation;
import org.tl4j.core.evaluation.MultiLabelEvaluator;
import org.tl4j.core.evaluation.RankedLabels;
import org.tl4j.core.network.ProbabilityRow;

/** What a network says of the held-out images of a comparison, and how good that is. Not thread-safe. */
final class HeldOutPredictions implements NetworkScorer.Taker {
    private static final double SMALLEST = 1e-15;

    private final LabelSet labels;
    private final List<Sample> samples;
    private final Map<Sample, Integer> places = new HashMap<>();
    /** Null for an image that could not be decoded. */
    private final float[][] rows;

    HeldOutPredictions(LabelSet labels, List<Sample> samples) {
        this.labels = labels;
        this.samples = samples;
        for (int i = 0; i < samples.size(); i++) {
            places.put(samples.get(i), i);
        }
        this.rows = new float[samples.size()][];
    }

    @Override
    public void take(Sample sample, float[] probabilities) {
        rows[places.get(sample)] = probabilities;
    }

    /** The score, and the mean loss. */
    record Result(HeldOutScore score, double logLoss) {}

    /**
     * How good they are; at least one image must have been decoded.
     *
     * @throws org.tl4j.core.error.DataException if the probabilities of several labels are not finite
     */
    Result result() {
        int[] decoded = decoded(samples.size());
        return labels.isMultiLabel() ? several(decoded) : single(decoded);
    }

    /** The figure on the first images; 0 if none of them could be decoded. */
    double first(int most) {
        int[] decoded = decoded(Math.min(most, samples.size()));
        if (decoded.length == 0) {
            return 0;
        }
        return labels.isMultiLabel()
                ? AveragePrecision.mean(probabilities(decoded), targets(decoded))
                : (double) IntStream.of(decoded).filter(this::isRight).count() / decoded.length;
    }

    private int[] decoded(int first) {
        return IntStream.range(0, first).filter(i -> rows[i] != null).toArray();
    }

    private Result single(int[] decoded) {
        char[] hits = new char[rows.length];
        Arrays.fill(hits, '-');
        double loss = 0;
        for (int i : decoded) {
            hits[i] = isRight(i) ? '1' : '0';
            loss -= Math.log(
                    Math.max(SMALLEST, rows[i][labels.indexOf(samples.get(i).label())]));
        }
        return new Result(new HeldOutScore.Hits(new String(hits)), loss / decoded.length);
    }

    private boolean isRight(int i) {
        return ProbabilityRow.best(rows[i]) == labels.indexOf(samples.get(i).label());
    }

    private Result several(int[] decoded) {
        float[][] probabilities = probabilities(decoded);
        LabelMatrix targets = targets(decoded);
        MultiLabelEvaluation evaluation = MultiLabelEvaluator.of(
                labels, probabilities, targets, Collections.nCopies(labels.size(), MultiLabelEvaluator.HALF));
        double[] known = Jackknife.contributions(decoded.length, new RankedLabels(probabilities, targets)::mean);
        Double[] contributions = new Double[rows.length];
        Arrays.fill(contributions, Double.NaN);
        for (int i = 0; i < decoded.length; i++) {
            contributions[decoded[i]] = known[i];
        }
        return new Result(
                new HeldOutScore.Ranking(
                        evaluation.meanAveragePrecision(), evaluation.interval(), List.of(contributions)),
                evaluation.logLoss());
    }

    private float[][] probabilities(int[] decoded) {
        return IntStream.of(decoded).mapToObj(i -> rows[i]).toArray(float[][]::new);
    }

    private LabelMatrix targets(int[] decoded) {
        return LabelMatrix.of(IntStream.of(decoded).mapToObj(samples::get).toList(), labels);
    }
}
