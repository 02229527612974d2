package org.tl4j.core.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.error.DataException;
import org.tl4j.core.network.FiniteValues;

/** Adds up predictions of images whose classes are known, one at a time, in constant memory. Not thread-safe. */
public final class Evaluator {
    private static final int BINS = 15;
    private static final double SMALLEST_PROBABILITY = 1e-15;
    private static final int TOP = 5;

    private final LabelSet labels;
    private final EvaluationListener listener;
    private final int[][] confusion;
    private final double[] confidenceByBin = new double[BINS];
    private final int[] rightByBin = new int[BINS];
    private int images;
    private int amongTop;
    private double loss;

    /** For networks with the outputs {@code labels}. */
    public Evaluator(LabelSet labels) {
        this(labels, EvaluationListener.NONE);
    }

    /**
     * For networks with the outputs {@code labels}; {@code listener} receives each image that is added with its
     * location.
     */
    public Evaluator(LabelSet labels, EvaluationListener listener) {
        this.labels = labels;
        this.listener = listener;
        this.confusion = new int[labels.size()][labels.size()];
    }

    /**
     * Adds one image, and hands its result to the listener.
     *
     * @param actual the index of its class
     * @param probabilities one per class; they belong to the listener from now on
     * @throws DataException if one is not finite
     */
    public void add(ImageLocation location, int actual, float[] probabilities) {
        add(actual, probabilities);
        listener.on(new EvaluatedImage(location, actual, probabilities));
    }

    /**
     * Adds one image.
     *
     * @param actual the index of its class
     * @param probabilities one per class; of equal ones the first counts as predicted
     * @throws DataException if one is not finite
     */
    public void add(int actual, float[] probabilities) {
        FiniteValues.require(probabilities, "probabilities", "train the model again", DataException::new);
        int predicted = 0;
        int betterThanActual = 0;
        for (int c = 0; c < probabilities.length; c++) {
            if (probabilities[c] > probabilities[predicted]) {
                predicted = c;
            }
            if (probabilities[c] > probabilities[actual] || (probabilities[c] == probabilities[actual] && c < actual)) {
                betterThanActual++;
            }
        }
        images++;
        confusion[actual][predicted]++;
        amongTop += betterThanActual < TOP ? 1 : 0;
        loss -= Math.log(Math.max(probabilities[actual], SMALLEST_PROBABILITY));
        int bin = Math.min(BINS - 1, (int) (probabilities[predicted] * BINS));
        confidenceByBin[bin] += probabilities[predicted];
        rightByBin[bin] += predicted == actual ? 1 : 0;
    }

    /**
     * The result.
     *
     * @throws DataException if no image was added
     */
    public Evaluation result() {
        if (images == 0) {
            throw new DataException("evaluation", "needs at least one usable image", "none", "");
        }
        int right = IntStream.range(0, labels.size()).map(c -> confusion[c][c]).sum();
        List<ClassMetrics> perClass = IntStream.range(0, labels.size())
                .mapToObj(c -> ClassMetrics.of(labels.name(c), confusion, c))
                .toList();
        return new Evaluation(
                images,
                (double) right / images,
                Interval.wilson(right, images),
                (double) amongTop / images,
                perClass.stream()
                        .filter(metrics -> metrics.images() > 0)
                        .mapToDouble(ClassMetrics::f1)
                        .average()
                        .orElse(0),
                loss / images,
                calibrationError(),
                labels,
                Arrays.stream(confusion)
                        .map(row -> Arrays.stream(row).boxed().toList())
                        .toList(),
                perClass);
    }

    private double calibrationError() {
        double gaps = 0;
        for (int bin = 0; bin < BINS; bin++) {
            gaps += Math.abs(confidenceByBin[bin] - rightByBin[bin]);
        }
        return gaps / images;
    }
}
