package org.tl4j.dl4j.training;

import java.nio.FloatBuffer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.dl4j.training.onednn.OutputLoss;

/**
 * The loss of several labels, with a weight for the presence and one for the absence of each. Deeplearning4j allows only
 * targets of the width of the output, so the weights are given before each step. Not thread-safe; part of training graphs
 * alone, and never stored.
 */
final class BinaryCrossEntropy implements ILossFunction {
    private static final long serialVersionUID = 1;

    private transient INDArray targets;

    /**
     * The targets of the next step.
     *
     * @param weights [examples, 2 * labels]: of the presence of each label, then of its absence
     */
    void use(INDArray weights) {
        targets = weights;
    }

    private OutputLoss loss(INDArray logits) {
        int examples = Math.toIntExact(logits.size(0));
        return OutputLoss.of(
                LabelMode.MULTI_LABEL, FloatBuffer.wrap(values(logits)), FloatBuffer.wrap(values(targets)), examples);
    }

    private static float[] values(INDArray array) {
        try (INDArray rowMajor = array.dup('c')) {
            return rowMajor.data().asFloat();
        }
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        double mean = loss(preOutput).mean();
        return average ? mean : mean * preOutput.size(0);
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        throw new UnsupportedOperationException("training needs the loss of a batch alone");
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        float[] gradients = loss(preOutput).gradients();
        INDArray result = preOutput.dup('c');
        result.data().setData(gradients);
        return result;
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        return new Pair<>(
                computeScore(labels, preOutput, activation, mask, average),
                computeGradient(labels, preOutput, activation, mask));
    }

    @Override
    public String name() {
        return "BinaryCrossEntropy";
    }
}
