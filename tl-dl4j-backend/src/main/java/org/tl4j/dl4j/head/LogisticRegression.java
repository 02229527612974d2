package org.tl4j.dl4j.head;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.training.LabelledFeatures;

/**
 * The mean loss of logistic regression, multinomial or one per label, in 64-bit floats, summed block by block; ND4J computes
 * the two large matrix products. Parameters are [inputs + 1, classes] row-major, the biases last.
 */
final class LogisticRegression implements AutoCloseable {
    private final ScaledBlocks blocks;
    private final OutputLoss output;
    private final int inputs;
    private final int classes;

    /**
     * Creates the loss over all samples of {@code data}, which are scaled again at each pass.
     *
     * @param workers threads that scale features; the caller closes them
     * @param balanced as {@link OutputLoss#of} has it
     */
    LogisticRegression(LabelledFeatures data, FeatureScaling scaling, Workers workers, boolean balanced) {
        this(data, scaling, workers, balanced, 0);
    }

    /**
     * The same, with the scaled features kept where {@code memory} allows it.
     *
     * @param memory the most bytes that they may take
     */
    LogisticRegression(LabelledFeatures data, FeatureScaling scaling, Workers workers, boolean balanced, long memory) {
        this.inputs = data.features().width();
        this.classes = data.classes();
        this.blocks = new ScaledBlocks(data.features(), scaling, workers, memory);
        this.output = OutputLoss.of(data.targets(), balanced);
    }

    int parameters() {
        return (inputs + 1) * classes;
    }

    /**
     * Adds the predictions for all samples to {@code scoring}.
     *
     * @param rows what {@code scoring} calls each sample
     */
    void score(double[] parameters, int[] rows, Scoring scoring) {
        try (INDArray weights = weights(parameters)) {
            blocks.each((first, features) -> {
                double[] values = logits(features, weights, parameters);
                int count = values.length / classes;
                for (int row = 0; row < count; row++) {
                    output.probabilities(values, row * classes);
                }
                scoring.add(values, Arrays.copyOfRange(rows, first, first + count));
            });
        }
    }

    private INDArray weights(double[] parameters) {
        return Nd4j.create(Arrays.copyOf(parameters, inputs * classes), new long[] {inputs, classes}, DataType.DOUBLE);
    }

    /** The logits of a block, [samples, classes] row-major. */
    private double[] logits(INDArray features, INDArray weights, double[] parameters) {
        double[] values;
        try (INDArray product = features.mmul(weights);
                INDArray rowMajor = product.dup('c')) {
            values = rowMajor.data().asDouble();
        }
        for (int from = 0; from < values.length; from += classes) {
            for (int c = 0; c < classes; c++) {
                values[from + c] += parameters[inputs * classes + c];
            }
        }
        return values;
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
                double[] residuals = logits(features, weights, parameters);
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
        double penalised = loss[0] / output.totalWeight();
        double penalty = strength * output.penaltyFactor();
        for (int i = 0; i < weightGradient.length; i++) {
            gradient[i] = weightGradient[i] + penalty * parameters[i];
            penalised += penalty / 2 * parameters[i] * parameters[i];
        }
        return penalised;
    }

    /**
     * Turns the logits of a block into the derivatives of the mean loss by them, whose sums are added to the biases of {@code
     * gradient}.
     *
     * @return {@code loss} and the weighted losses of the block
     */
    private double residuals(double[] logits, int firstRow, double loss, double[] gradient) {
        double sum = loss;
        for (int row = 0; row * classes < logits.length; row++) {
            sum = output.residuals(logits, row * classes, firstRow + row, sum);
            for (int c = 0; c < classes; c++) {
                gradient[inputs * classes + c] += logits[row * classes + c];
            }
        }
        return sum;
    }

    @Override
    public void close() {
        blocks.close();
    }
}
