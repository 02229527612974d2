package org.tl4j.core.engine;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.weights.Tensor;

/**
 * The output layer of a network as data, so that it can be computed from stored features, without images. Only of networks of
 * the engine {@value BackboneEntry#DEEPLEARNING4J}, whose output layer has one name.
 */
public final class RecordedHead {
    private static final String WEIGHT = "output.weight";
    private static final String BIAS = "output.bias";

    private RecordedHead() {}

    /**
     * The output layer of a network; empty where it is not one linear layer, or of another engine.
     *
     * @param contents of a bundle
     * @param mode of its labels
     */
    public static Optional<LinearHead> of(NetworkContents contents, LabelMode mode) {
        if (!contents.engine().equals(BackboneEntry.DEEPLEARNING4J) || !contents.has(NetworkContents.WEIGHTS)) {
            return Optional.empty();
        }
        List<Tensor> tensors = contents.tensors(NetworkContents.WEIGHTS);
        Optional<Tensor> weight = named(tensors, WEIGHT);
        Optional<Tensor> bias = named(tensors, BIAS);
        return weight.isPresent()
                        && bias.isPresent()
                        && weight.get().shape().size() == 2
                        && bias.get().shape().equals(weight.get().shape().subList(0, 1))
                ? Optional.of(head(weight.get(), bias.get(), mode))
                : Optional.empty();
    }

    private static Optional<Tensor> named(List<Tensor> tensors, String name) {
        return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
    }

    /** A weight is [outputs, inputs] in a file, and [inputs, outputs] in a head. */
    private static LinearHead head(Tensor weight, Tensor bias, LabelMode mode) {
        int outputs = weight.shape().get(0);
        int inputs = weight.shape().get(1);
        FloatBuffer values = weight.values();
        float[] weights = new float[inputs * outputs];
        float[] biases = new float[outputs];
        for (int output = 0; output < outputs; output++) {
            biases[output] = bias.values().get(output);
            for (int input = 0; input < inputs; input++) {
                weights[input * outputs + output] = values.get(output * inputs + input);
            }
        }
        return new LinearHead(inputs, outputs, weights, biases, mode);
    }
}
