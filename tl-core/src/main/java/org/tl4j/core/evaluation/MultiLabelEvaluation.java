package org.tl4j.core.evaluation;

import java.util.List;
import org.tl4j.core.dataset.LabelSet;

/**
 * How good a network is on a set of images with several labels each. What is unknown does not count. The figures are those of
 * scikit-learn where nothing is unknown. Immutable.
 *
 * @param images how many, at least 1
 * @param meanAveragePrecision the mean over the labels that an image has
 * @param interval its 95 % interval, by bootstrap over the images (percentiles of 1,000 draws)
 * @param microF1 F1 of all labels of all images together, each at its threshold
 * @param macroF1 the mean F1 of the labels; 0 for a label that neither is there nor was predicted
 * @param exactMatch the share of the images whose known labels are all predicted rightly
 * @param hammingLoss the share of the known labels of all images that are predicted wrongly
 * @param rankingLoss the mean over the images of the share of pairs, one label that is there and one that is not, of which the
 *     second is at least as probable; 0 for an image without such pairs
 * @param logLoss the mean binary cross-entropy of the known labels, probabilities capped at 1e-15
 * @param labels the labels
 * @param perLabel one per label
 */
public record MultiLabelEvaluation(
        int images,
        double meanAveragePrecision,
        Interval interval,
        double microF1,
        double macroF1,
        double exactMatch,
        double hammingLoss,
        double rankingLoss,
        double logLoss,
        LabelSet labels,
        List<LabelMetrics> perLabel)
        implements EvaluationResult {
    public MultiLabelEvaluation {
        perLabel = List.copyOf(perLabel);
    }
}
