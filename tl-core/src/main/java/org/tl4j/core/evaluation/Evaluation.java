package org.tl4j.core.evaluation;

import java.util.List;
import org.tl4j.core.dataset.LabelSet;

/**
 * How good a network is on a set of images with one label each. Immutable.
 *
 * @param images how many, at least 1
 * @param accuracy the share whose most probable class is right
 * @param accuracyInterval its 95 % Wilson interval
 * @param top5Accuracy the share whose class is among the five most probable
 * @param macroF1 the mean F1 of the classes that have images
 * @param logLoss the mean negative natural logarithm of the probability of the right class, capped at 1e-15
 * @param expectedCalibrationError the mean gap between confidence and accuracy over 15 bins of equal width (Guo et al.
 *     2017, "On Calibration of Modern Neural Networks")
 * @param labels the classes, the order of the rows and columns of {@code confusion}
 * @param confusion images by actual class (row) and predicted class (column)
 * @param perClass one per class
 */
public record Evaluation(
        int images,
        double accuracy,
        Interval accuracyInterval,
        double top5Accuracy,
        double macroF1,
        double logLoss,
        double expectedCalibrationError,
        LabelSet labels,
        List<List<Integer>> confusion,
        List<ClassMetrics> perClass)
        implements EvaluationResult {
    public Evaluation {
        confusion = confusion.stream().map(List::copyOf).toList();
        perClass = List.copyOf(perClass);
    }

    /**
     * Cohen's kappa (1960): how much better the classes agree than those of a guesser who predicts each class as often. 1 is
     * perfect, 0 is chance; also 0 where only one class occurs and only that one is predicted.
     */
    public double cohenKappa() {
        double byChance = 0;
        for (int c = 0; c < confusion.size(); c++) {
            double actual = 0;
            double predicted = 0;
            for (int other = 0; other < confusion.size(); other++) {
                actual += confusion.get(c).get(other);
                predicted += confusion.get(other).get(c);
            }
            byChance += actual / images * predicted / images;
        }
        return byChance == 1 ? 0 : (accuracy - byChance) / (1 - byChance);
    }
}
