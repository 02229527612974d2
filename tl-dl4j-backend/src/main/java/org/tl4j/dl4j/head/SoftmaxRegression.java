package org.tl4j.dl4j.head;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.training.LabelledFeatures;

/**
 * The mean loss of multinomial logistic regression, in 64-bit floats; ND4J computes the two large matrix products.
 * Parameters are [inputs + 1, classes] row-major, the biases last.
 */
final class SoftmaxRegression implements AutoCloseable {
    private final INDArray features;
    private final int[] labels;
    private final int inputs;
    private final int classes;
    private final double[] sampleWeights;
    private final double totalWeight;

    /**
     * Creates the loss over all samples of {@code data}.
     *
     * @param balanced whether each class has the same total weight, as with scikit-learn's {@code class_weight="balanced"}
     */
    SoftmaxRegression(LabelledFeatures data, FeatureScaling scaling, boolean balanced) {
        this.labels = data.labels();
        this.inputs = data.features().width();
        this.classes = data.classes();
        this.features =
                Nd4j.create(scaling.apply(data.features()), new long[] {labels.length, inputs}, DataType.DOUBLE);
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

    /** The predicted probabilities, [samples, classes] row-major. */
    double[] probabilities(double[] parameters) {
        double[] probabilities;
        try (INDArray weights = Nd4j.create(
                        Arrays.copyOf(parameters, inputs * classes), new long[] {inputs, classes}, DataType.DOUBLE);
                INDArray product = features.mmul(weights);
                INDArray logits = product.dup('c')) {
            probabilities = logits.data().asDouble();
        }
        for (int row = 0; row < labels.length; row++) {
            softmax(probabilities, row * classes, parameters);
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
        double[] residuals = probabilities(parameters);
        double loss = 0;
        for (int row = 0; row < labels.length; row++) {
            int target = row * classes + labels[row];
            loss -= sampleWeights[row] * Math.log(Math.max(residuals[target], Double.MIN_NORMAL));
            residuals[target] -= 1;
        }
        loss /= totalWeight;
        Arrays.fill(gradient, 0);
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] *= sampleWeights[i / classes] / totalWeight;
            gradient[inputs * classes + i % classes] += residuals[i];
        }
        double[] weightGradient;
        try (INDArray residual = Nd4j.create(residuals, new long[] {labels.length, classes}, DataType.DOUBLE);
                INDArray product = Nd4j.gemm(features, residual, true, false);
                INDArray rowMajor = product.dup('c')) {
            weightGradient = rowMajor.data().asDouble();
        }
        for (int i = 0; i < weightGradient.length; i++) {
            gradient[i] = weightGradient[i] + strength * parameters[i];
            loss += strength / 2 * parameters[i] * parameters[i];
        }
        return loss;
    }

    @Override
    public void close() {
        features.close();
    }
}
