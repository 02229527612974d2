package org.tl4j.strategies.frozen;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.training.HeldOutPredictions;
import org.tl4j.core.training.LabelledFeatures;

/**
 * The predictions of class means for each training image, made without it.
 *
 * @param rows the images that can be predicted: those of classes with two images or more
 * @param similarities of each of them to the classes
 * @param labels the class of each of them
 */
@SuppressWarnings("ArrayRecordComponent") // created and read only here
record LeaveOneOut(int[] rows, double[][] similarities, int[] labels) {
    /**
     * For features of length 1, where nothing can be measured. The best on test images with one image per class was 23 on
     * flowers and 22 on garments (geometric grid, six draws).
     */
    static final double DEFAULT_SHARPNESS = 22;

    private static final double LOWEST_SHARPNESS = 4;
    private static final double HIGHEST_SHARPNESS = 64;

    /** Empty where means without an image of theirs are the same for two classes. */
    static Optional<LeaveOneOut> of(Prototypes all, LabelledFeatures train) {
        int[] counts = train.targets().counts();
        int[] rows = IntStream.range(0, train.rows())
                .filter(row -> counts[train.targets().single(row)] > 1)
                .toArray();
        double[][] similarities = new double[rows.length][];
        int[] labels = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            labels[i] = train.targets().single(rows[i]);
            double[] image = Prototypes.values(train.features(), rows[i]);
            Prototypes others = all.without(image, labels[i]);
            Optional<double[][]> directions = others.directions();
            if (directions.isEmpty()) {
                return Optional.empty();
            }
            similarities[i] = others.similarities(image, directions.get());
        }
        return Optional.of(new LeaveOneOut(rows, similarities, labels));
    }

    /** Which of the images are right. */
    boolean[] right() {
        boolean[] right = new boolean[rows.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = best(similarities[i]) == labels[i];
        }
        return right;
    }

    static int count(boolean[] right) {
        return (int) IntStream.range(0, right.length).filter(i -> right[i]).count();
    }

    /** The factor for similarities with the lowest log loss, among powers of the square root of 2. */
    double sharpness() {
        if (rows.length == 0) {
            return DEFAULT_SHARPNESS;
        }
        double best = LOWEST_SHARPNESS;
        for (double tried = LOWEST_SHARPNESS; tried <= HIGHEST_SHARPNESS * 1.01; tried *= Math.sqrt(2)) {
            best = logLoss(tried) < logLoss(best) ? tried : best;
        }
        return best;
    }

    double logLoss(double sharpness) {
        double loss = 0;
        for (int i = 0; i < rows.length; i++) {
            double largest = similarities[i][best(similarities[i])];
            double sum = 0;
            for (double similarity : similarities[i]) {
                sum += Math.exp(sharpness * (similarity - largest));
            }
            loss += Math.log(sum) - sharpness * (similarities[i][labels[i]] - largest);
        }
        return loss / rows.length;
    }

    /** The probabilities of all images, where all can be predicted. */
    HeldOutPredictions predictions(double sharpness, LabelledFeatures train) {
        float[][] probabilities = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            int classes = similarities[i].length;
            float[] logits = new float[classes];
            for (int c = 0; c < classes; c++) {
                logits[c] = (float) (sharpness * similarities[i][c]);
            }
            probabilities[i] =
                    new LinearHead(1, classes, new float[classes], logits).probabilities(FloatBuffer.allocate(1));
        }
        return new HeldOutPredictions(probabilities, train.targets(), true);
    }

    private static int best(double[] values) {
        int best = 0;
        for (int c = 1; c < values.length; c++) {
            best = values[c] > values[best] ? c : best;
        }
        return best;
    }
}
