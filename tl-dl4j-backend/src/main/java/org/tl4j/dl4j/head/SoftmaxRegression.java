package org.tl4j.dl4j.head;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.training.LabelledFeatures;

/**
 * The mean loss of multinomial logistic regression, in 64-bit floats, summed block by block; ND4J computes the two large
 * matrix products. Parameters are [inputs + 1, classes] row-major, the biases last.
 */
final class SoftmaxRegression implements AutoCloseable {
    private final ScaledBlocks blocks;
    private final int[] labels;
    private final int inputs;
    private final int classes;
    private final double[] sampleWeights;
    private final double totalWeight;

    /**
     * Creates the loss over all samples of {@code data}, which are scaled again at each pass.
     *
     * @param workers threads that scale features; the caller closes them
     * @param balanced whether each class has the same total weight, as with scikit-learn's {@code class_weight="balanced"}
     */
    SoftmaxRegression(LabelledFeatures data, FeatureScaling scaling, Workers workers, boolean balanced) {
        this(data, scaling, workers, balanced, 0);
    }

    /**
     * The same, with the scaled features kept where {@code memory} allows it.
     *
     * @param memory the most bytes that they may take
     */
    SoftmaxRegression(LabelledFeatures data, FeatureScaling scaling, Workers workers, boolean balanced, long memory) {
        this.labels = data.labels();
        this.inputs = data.features().width();
        this.classes = data.classes();
        this.blocks = new ScaledBlocks(data.features(), scaling, workers, memory);
        this.sampleWeights = balanced ? balanced(labels, classes) : ones(labels.length);
        this.totalWeight = Arrays.stream(sampleWeights).sum();
    }

    private static double[] ones(int count) {
        double[] weights = new double[count];
        Arrays.fill(weights, 1);
        return weights;
    }

    private static double[] balanced(int[] labels, int classes) {
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        return Arrays.stream(labels)
                .mapToDouble(label -> (double) labels.length / classes / counts[label])
                .toArray();
    }

    int parameters() {
        return (inputs + 1) * classes;
    }

    /** Adds the predictions for all samples to {@code scoring}. */
    void score(double[] parameters, Scoring scoring) {
        try (INDArray weights = weights(parameters)) {
            blocks.each((first, features) -> {
                double[] probabilities = probabilities(features, weights, parameters);
                scoring.add(probabilities, Arrays.copyOfRange(labels, first, first + probabilities.length / classes));
            });
        }
    }

    private INDArray weights(double[] parameters) {
        return Nd4j.create(Arrays.copyOf(parameters, inputs * classes), new long[] {inputs, classes}, DataType.DOUBLE);
    }

    /** The predicted probabilities for a block, [samples, classes] row-major. */
    private double[] probabilities(INDArray features, INDArray weights, double[] parameters) {
        double[] probabilities;
        try (INDArray product = features.mmul(weights);
                INDArray logits = product.dup('c')) {
            probabilities = logits.data().asDouble();
        }
        for (int from = 0; from < probabilities.length; from += classes) {
            softmax(probabilities, from, parameters);
        }
        return probabilities;
    }

    private void softmax(double[] logits, int from, double[] parameters) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            logits[from + c] += parameters[inputs * classes + c];
            largest = Math.max(largest, logits[from + c]);
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            logits[from + c] = Math.exp(logits[from + c] - largest);
            sum += logits[from + c];
        }
        for (int c = 0; c < classes; c++) {
            logits[from + c] /= sum;
        }
    }

    /**
     * The weighted mean loss plus {@code strength / 2} times the squared norm of the weights.
     *
     * @param gradient receives the gradient
     */
    double penalisedLoss(double[] parameters, double strength, double[] gradient) {
        Arrays.fill(gradient, 0);
        double[] loss = {0};
        double[] weightGradient;
        try (INDArray weights = weights(parameters);
                INDArray sum = Nd4j.create(DataType.DOUBLE, new long[] {inputs, classes}, 'f')) {
            blocks.each((first, features) -> {
                double[] residuals = probabilities(features, weights, parameters);
                loss[0] = residuals(residuals, first, loss[0], gradient);
                try (INDArray residual =
                        Nd4j.create(residuals, new long[] {residuals.length / classes, classes}, DataType.DOUBLE)) {
                    Nd4j.gemm(features, residual, sum, true, false, 1, 1);
                }
            });
            try (INDArray rowMajor = sum.dup('c')) {
                weightGradient = rowMajor.data().asDouble();
            }
        }
        double penalised = loss[0] / totalWeight;
        for (int i = 0; i < weightGradient.length; i++) {
            gradient[i] = weightGradient[i] + strength * parameters[i];
            penalised += strength / 2 * parameters[i] * parameters[i];
        }
        return penalised;
    }

    /**
     * Turns the probabilities of a block into the derivatives of the mean loss by the logits, whose sums are added to the
     * biases of {@code gradient}.
     *
     * @return {@code loss} and the weighted losses of the block
     */
    private double residuals(double[] probabilities, int firstRow, double loss, double[] gradient) {
        double sum = loss;
        for (int row = 0; row * classes < probabilities.length; row++) {
            double weight = sampleWeights[firstRow + row];
            int target = row * classes + labels[firstRow + row];
            sum -= weight * Math.log(Math.max(probabilities[target], Double.MIN_NORMAL));
            probabilities[target] -= 1;
            for (int c = 0; c < classes; c++) {
                probabilities[row * classes + c] *= weight / totalWeight;
                gradient[inputs * classes + c] += probabilities[row * classes + c];
            }
        }
        return sum;
    }

    @Override
    public void close() {
        blocks.close();
    }
}
