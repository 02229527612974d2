package org.tl4j.core.evaluation;

import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelState;

/**
 * How likely an image that has a label gets a higher probability of it than an image that does not; equal probabilities count
 * one half. The area under the receiver operating characteristic (as {@code roc_auc_score} of scikit-learn; Hanley and McNeil
 * 1982). 0.5 is chance. Images of which the label is unknown do not count.
 */
public final class AreaUnderRoc {
    private AreaUnderRoc() {}

    /**
     * The area of one label; of classes, one against all others.
     *
     * @param probabilities one row per image
     * @param label the index of the label
     * @return from 0 to 1; empty where no image is known to have the label, or none not to
     */
    public static OptionalDouble of(float[][] probabilities, LabelMatrix targets, int label) {
        int[] order = IntStream.range(0, targets.rows())
                .filter(row -> targets.state(row, label) != LabelState.UNKNOWN)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> probabilities[row][label]))
                .mapToInt(Integer::intValue)
                .toArray();
        long present = 0;
        long absent = 0;
        double ordered = 0;
        for (int from = 0, to; from < order.length; from = to) {
            // images of the same probability share one threshold
            long presentHere = 0;
            to = from;
            while (to < order.length && probabilities[order[to]][label] == probabilities[order[from]][label]) {
                presentHere += targets.isPresent(order[to], label) ? 1 : 0;
                to++;
            }
            long absentHere = to - from - presentHere;
            ordered += presentHere * (absent + absentHere / 2.0);
            present += presentHere;
            absent += absentHere;
        }
        return present == 0 || absent == 0 ? OptionalDouble.empty() : OptionalDouble.of(ordered / present / absent);
    }

    /**
     * The mean over the labels that some images are known to have and some not to.
     *
     * @return from 0 to 1; empty where there is no such label
     */
    public static OptionalDouble mean(float[][] probabilities, LabelMatrix targets) {
        return IntStream.range(0, targets.labels())
                .mapToObj(label -> of(probabilities, targets, label))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }
}
