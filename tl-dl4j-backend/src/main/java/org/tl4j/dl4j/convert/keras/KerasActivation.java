package org.tl4j.dl4j.convert.keras;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * An activation of Keras, expressed by those of DL4J: {@code function(scale * x)}, times x if it is a gate.
 *
 * @param function of DL4J
 * @param scale of its input
 * @param gate whether its output is multiplied by x
 */
record KerasActivation(IActivation function, double scale, boolean gate) {
    static final KerasActivation NONE = of(new ActivationIdentity());
    static final KerasActivation RELU = of(new ActivationReLU());

    /** Keras 2 cuts 0.2 x + 0.5 off at 0 and 1, as DL4J does, and Keras 3 x / 6 + 0.5. */
    private static final double HARD_SIGMOID_3 = 1 / 6d / 0.2;

    private static final double SIX = 6;
    private static final double LEAK = 0.3;
    private static final double LEAK_BY_NAME = 0.2;

    private static KerasActivation of(IActivation function) {
        return new KerasActivation(function, 1, false);
    }

    /** Whether one layer of DL4J computes it. */
    boolean isPlain() {
        return scale == 1 && !gate;
    }

    /** Whether each value depends on all others. */
    boolean isSoftmax() {
        return function instanceof ActivationSoftmax;
    }

    /** The {@code activation} of a layer's settings. */
    static KerasActivation of(KerasLayer layer, boolean keras3) {
        JsonNode setting = layer.settings().path("activation");
        JsonNode function = setting.path("config");
        JsonNode named = function.isTextual() ? function : setting.path("class_name");
        String name = setting.isObject() ? named.asText() : setting.asText("linear");
        return switch (name) {
            case "ReLU" -> rectifier(layer.activation());
            case "LeakyReLU" -> leaky(layer.activation());
            case "ELU" -> exponential(layer.activation());
            case "Softmax" -> {
                layer.activation().require("axis", "-1");
                yield softmax();
            }
            case "linear", "null" -> NONE;
            case "relu" -> RELU;
            case "relu6" -> of(new ActivationReLU6());
            case "leaky_relu" -> of(new ActivationLReLU(LEAK_BY_NAME));
            case "sigmoid" -> of(new ActivationSigmoid());
            case "hard_sigmoid" -> new KerasActivation(new ActivationHardSigmoid(), keras3 ? HARD_SIGMOID_3 : 1, false);
            case "hard_swish", "hard_silu" -> new KerasActivation(new ActivationHardSigmoid(), HARD_SIGMOID_3, true);
            case "swish", "silu" -> of(new ActivationSwish());
            case "tanh" -> of(new ActivationTanH());
            case "softmax" -> of(new ActivationSoftmax());
            case "elu" -> of(new ActivationELU());
            case "selu" -> of(new ActivationSELU());
            case "softplus" -> of(new ActivationSoftPlus());
            case "softsign" -> of(new ActivationSoftSign());
            default -> throw layer.refusal("must have an activation that image classifiers are made of", name);
        };
    }

    /** Of the layer {@code ReLU}. */
    static KerasActivation rectifier(KerasLayer layer) {
        double slope = layer.number("negative_slope", 0);
        double largest = layer.number("max_value", Double.POSITIVE_INFINITY);
        if (layer.number("threshold", 0) != 0 || (slope != 0 && largest != Double.POSITIVE_INFINITY)) {
            throw layer.refusal("must have no threshold other than 0 and max_value, or be leaky", layer.settings());
        }
        if (slope != 0) {
            return of(new ActivationLReLU(slope));
        }
        if (largest == Double.POSITIVE_INFINITY) {
            return RELU;
        }
        return of(largest == SIX ? new ActivationReLU6() : new ActivationReLU(largest, 0d, 0d));
    }

    /** Of the layer {@code LeakyReLU}, whose slope Keras 2 and 3 name differently. */
    static KerasActivation leaky(KerasLayer layer) {
        return of(new ActivationLReLU(layer.number("alpha", layer.number("negative_slope", LEAK))));
    }

    /** Of the layer {@code ELU}. */
    static KerasActivation exponential(KerasLayer layer) {
        return of(new ActivationELU(layer.number("alpha", 1)));
    }

    /** Of the layer {@code Softmax}. */
    static KerasActivation softmax() {
        return of(new ActivationSoftmax());
    }
}
