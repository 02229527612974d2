package org.tl4j.dl4j.onnx;

import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.tl4j.dl4j.validation.ActivationShape;

/** Vertices that are not layers, and the preprocessors of layers. */
final class VertexWriter {
    private static final long ALL = -1;

    private final OnnxNodes nodes;
    private final KnownValues known;

    VertexWriter(OnnxNodes nodes, KnownValues known) {
        this.nodes = nodes;
        this.known = known;
    }

    /**
     * The value of a vertex.
     *
     * @param inputs its values
     * @param in the shape of the first of them
     */
    String write(GraphVertex vertex, String name, List<String> inputs, ActivationShape in) {
        Class<?> kind = vertex.getClass();
        if (kind == ElementWiseVertex.class) {
            return elementWise((ElementWiseVertex) vertex, name, inputs);
        } else if (kind == MergeVertex.class) {
            return merge(name, inputs);
        } else if (kind == ScaleVertex.class) {
            double factor = ((ScaleVertex) vertex).getScaleFactor();
            return factor == 1
                    ? inputs.get(0)
                    : nodes.add("Mul", name, List.of(inputs.get(0), nodes.constant(name + "/factor", factor)));
        } else if (kind == ShiftVertex.class) {
            double term = ((ShiftVertex) vertex).getShiftFactor();
            return nodes.add("Add", name, List.of(inputs.get(0), nodes.constant(name + "/term", term)));
        } else if (kind == PreprocessorVertex.class) {
            return preprocessed(((PreprocessorVertex) vertex).getPreProcessor(), name, name, inputs.get(0), in);
        } else if (kind == ReshapeVertex.class) {
            return reshape((ReshapeVertex) vertex, name, inputs.get(0));
        }
        throw new RefusedPart(name, vertex, "");
    }

    private String elementWise(ElementWiseVertex vertex, String name, List<String> values) {
        List<String> inputs = unrepeated(values);
        return switch (vertex.getOp()) {
            case Add -> chain("Add", name, inputs);
            case Product -> chain("Mul", name, inputs);
            case Subtract -> nodes.add("Sub", name, inputs);
            case Max -> nodes.add("Max", name, inputs);
            case Average ->
                nodes.add(
                        "Mul",
                        name,
                        List.of(
                                chain("Add", name + "/sum", inputs),
                                nodes.constant(name + "/part", 1.0 / inputs.size())));
        };
    }

    /** ONNX repeats a pixel over an image by itself, as long as one of the inputs is a whole image. */
    private List<String> unrepeated(List<String> values) {
        boolean image = values.stream().anyMatch(value -> known.pixel(value).isEmpty());
        return image
                ? values.stream().map(value -> known.pixel(value).orElse(value)).toList()
                : values;
    }

    private String chain(String operator, String name, List<String> inputs) {
        String value = inputs.get(0);
        for (int i = 1; i < inputs.size(); i++) {
            value = nodes.add(operator, name, List.of(value, inputs.get(i)));
        }
        return value;
    }

    private String merge(String name, List<String> inputs) {
        if (inputs.size() == 1) {
            return inputs.get(0);
        }
        String value = nodes.add("Concat", name, inputs, Attributes.integer("axis", 1));
        if (inputs.stream().allMatch(known::isNeverNegative)) {
            known.addNeverNegative(value);
        }
        return value;
    }

    private String reshape(ReshapeVertex vertex, String name, String input) {
        int[] shape = vertex.getNewShape();
        long[] target = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            target[i] = shape[i];
        }
        return nodes.add("Reshape", name, List.of(input, nodes.integers(name + "/shape", target)));
    }

    /**
     * The input of a layer after its preprocessor, or the input itself where there is none.
     *
     * @param vertex for messages
     * @param name of the node
     */
    String preprocessed(InputPreProcessor preprocessor, String vertex, String name, String input, ActivationShape in) {
        if (preprocessor == null) {
            return input;
        }
        if (preprocessor instanceof CnnToFeedForwardPreProcessor) {
            return nodes.add("Flatten", name, List.of(input), Attributes.integer("axis", 1));
        }
        if (preprocessor instanceof FeedForwardToCnnPreProcessor image) {
            return in.image()
                    ? input
                    : nodes.add(
                            "Reshape",
                            name,
                            List.of(
                                    input,
                                    nodes.integers(
                                            name + "/shape",
                                            ALL,
                                            image.getNumChannels(),
                                            image.getInputHeight(),
                                            image.getInputWidth())));
        }
        throw new RefusedPart(vertex, preprocessor, "");
    }
}
