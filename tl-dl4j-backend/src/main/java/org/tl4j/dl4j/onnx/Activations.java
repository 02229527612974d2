package org.tl4j.dl4j.onnx;

import java.util.List;
import java.util.Set;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;

/** Activations as ONNX nodes, by the formulas of ND4J's native code. */
final class Activations {
    /** Klambauer and others, 2017, as ND4J has them. */
    private static final double SELU_ALPHA = 1.6732632423543772;

    private static final double SELU_SCALE = 1.0507009873554805;

    private static final double SIX = 6;
    private static final Set<Class<?>> NEVER_NEGATIVE = Set.of(
            ActivationReLU6.class, ActivationSigmoid.class, ActivationHardSigmoid.class, ActivationSoftmax.class);

    private final OnnxNodes nodes;

    Activations(OnnxNodes nodes) {
        this.nodes = nodes;
    }

    /** Whether no output is below zero. */
    static boolean isNeverNegative(IActivation activation) {
        return activation instanceof ActivationReLU relu
                ? isZero(relu.getNegativeSlope()) && isZero(relu.getThreshold()) && relu.getMax() == null
                : NEVER_NEGATIVE.contains(activation.getClass());
    }

    /**
     * The value of an activation.
     *
     * @param vertex for messages
     * @param name of the node
     * @param input its value
     */
    String write(IActivation activation, String vertex, String name, String input) {
        List<String> x = List.of(input);
        if (activation instanceof ActivationIdentity) {
            return input;
        } else if (activation instanceof ActivationReLU relu) {
            return rectifier(relu, name, input);
        } else if (activation instanceof ActivationReLU6) {
            return nodes.add(
                    "Clip", name, List.of(input, nodes.constant(name + "/min", 0), nodes.constant(name + "/max", SIX)));
        } else if (activation instanceof ActivationLReLU leaky) {
            return nodes.add("LeakyRelu", name, x, Attributes.number("alpha", leaky.getAlpha()));
        } else if (activation instanceof ActivationRReLU random) {
            // at inference Deeplearning4j takes the mean of the slopes as a lower bound of the values
            String bound = nodes.constant(name + "/bound", (random.getL() + random.getU()) / 2);
            return nodes.add("Max", name, List.of(input, bound));
        } else if (activation instanceof ActivationELU elu) {
            return nodes.add("Elu", name, x, Attributes.number("alpha", elu.getAlpha()));
        } else if (activation instanceof ActivationSELU) {
            return nodes.add(
                    "Selu", name, x, Attributes.number("alpha", SELU_ALPHA), Attributes.number("gamma", SELU_SCALE));
        } else if (activation instanceof ActivationThresholdedReLU thresholded) {
            return nodes.add("ThresholdedRelu", name, x, Attributes.number("alpha", thresholded.getTheta()));
        } else if (activation instanceof ActivationSigmoid) {
            return nodes.add("Sigmoid", name, x);
        } else if (activation instanceof ActivationHardSigmoid) {
            return nodes.add("HardSigmoid", name, x, Attributes.number("alpha", 0.2), Attributes.number("beta", 0.5));
        } else if (activation instanceof ActivationTanH) {
            return nodes.add("Tanh", name, x);
        } else if (activation instanceof ActivationHardTanH) {
            return nodes.add(
                    "Clip", name, List.of(input, nodes.constant(name + "/min", -1), nodes.constant(name + "/max", 1)));
        } else if (activation instanceof ActivationRectifiedTanh) {
            return nodes.add("Relu", name, List.of(nodes.add("Tanh", name + "/tanh", x)));
        } else if (activation instanceof ActivationRationalTanh) {
            return rationalTanh(name, input);
        } else if (activation instanceof ActivationSwish) {
            return nodes.add("Mul", name, List.of(input, nodes.add("Sigmoid", name + "/sigmoid", x)));
        } else if (activation instanceof ActivationMish) {
            String softplus = nodes.add("Softplus", name + "/softplus", x);
            return nodes.add("Mul", name, List.of(input, nodes.add("Tanh", name + "/tanh", List.of(softplus))));
        } else if (activation instanceof ActivationGELU gelu) {
            return gelu.isPrecise() ? preciseGelu(name, input) : gelu(name, input);
        } else if (activation instanceof ActivationSoftPlus) {
            return nodes.add("Softplus", name, x);
        } else if (activation instanceof ActivationSoftSign) {
            return nodes.add("Softsign", name, x);
        } else if (activation instanceof ActivationCube) {
            return cube(name, input);
        } else if (activation instanceof ActivationSoftmax) {
            // along the last axis, whatever the input is, as in Deeplearning4j
            return nodes.add("Softmax", name, x, Attributes.integer("axis", -1));
        }
        throw new RefusedPart(vertex, activation, "");
    }

    private String rectifier(ActivationReLU relu, String name, String input) {
        double slope = relu.getNegativeSlope() == null ? 0 : relu.getNegativeSlope();
        double threshold = relu.getThreshold() == null ? 0 : relu.getThreshold();
        String above;
        if (threshold != 0) {
            String limit = nodes.constant(name + "/threshold", threshold);
            String below = nodes.add(
                    "Mul",
                    name + "/below",
                    List.of(
                            nodes.add("Sub", name + "/difference", List.of(input, limit)),
                            nodes.constant(name + "/slope", slope)));
            String reached = nodes.add("GreaterOrEqual", name + "/reached", List.of(input, limit));
            above = nodes.add("Where", name, List.of(reached, input, below));
        } else if (slope != 0) {
            above = nodes.add("LeakyRelu", name, List.of(input), Attributes.number("alpha", slope));
        } else {
            above = nodes.add("Relu", name, List.of(input));
        }
        return relu.getMax() == null
                ? above
                : nodes.add("Min", name + "/min", List.of(above, nodes.constant(name + "/max", relu.getMax())));
    }

    private String cube(String name, String input) {
        return nodes.add("Mul", name, List.of(input, nodes.add("Mul", name + "/square", List.of(input, input))));
    }

    /** x times the sigmoid of 1.702 x. */
    private String gelu(String name, String input) {
        String scaled = nodes.add("Mul", name + "/scaled", List.of(input, nodes.constant(name + "/factor", 1.702)));
        return nodes.add("Mul", name, List.of(input, nodes.add("Sigmoid", name + "/sigmoid", List.of(scaled))));
    }

    /** Half of x times 1 + tanh(sqrt(2 / pi) (x + (0.044715 x)^3)): ND4J raises the factor to the third power as well. */
    private String preciseGelu(String name, String input) {
        String part = nodes.add("Mul", name + "/part", List.of(input, nodes.constant(name + "/factor", 0.044715)));
        String cubed = cube(name + "/cube", part);
        String inner = nodes.add(
                "Mul",
                name + "/inner",
                List.of(
                        nodes.add("Add", name + "/sum", List.of(input, cubed)),
                        nodes.constant(name + "/root", Math.sqrt(2 / Math.PI))));
        String shifted = nodes.add(
                "Add",
                name + "/shifted",
                List.of(nodes.add("Tanh", name + "/tanh", List.of(inner)), nodes.constant(name + "/one", 1)));
        String half = nodes.add("Mul", name + "/half", List.of(input, nodes.constant(name + "/two", 0.5)));
        return nodes.add("Mul", name, List.of(half, shifted));
    }

    /** 1.7159 times an approximation of tanh(2 x / 3): sign(y) (1 - 1 / (1 + |y| + y^2 + 1.41645 y^4)). */
    private String rationalTanh(String name, String input) {
        String y = nodes.add("Mul", name + "/y", List.of(input, nodes.constant(name + "/factor", 2.0 / 3)));
        String square = nodes.add("Mul", name + "/square", List.of(y, y));
        String fourth = nodes.add("Mul", name + "/fourth", List.of(square, square));
        String weighted =
                nodes.add("Mul", name + "/weighted", List.of(fourth, nodes.constant(name + "/weight", 1.41645)));
        String one = nodes.constant(name + "/one", 1);
        String sum = nodes.add(
                "Sum", name + "/sum", List.of(one, nodes.add("Abs", name + "/abs", List.of(y)), square, weighted));
        String rest =
                nodes.add("Sub", name + "/rest", List.of(one, nodes.add("Div", name + "/part", List.of(one, sum))));
        String signed =
                nodes.add("Mul", name + "/signed", List.of(nodes.add("Sign", name + "/sign", List.of(y)), rest));
        return nodes.add("Mul", name, List.of(signed, nodes.constant(name + "/scale", 1.7159)));
    }

    private static boolean isZero(Double value) {
        return value == null || value == 0;
    }
}
