package org.tl4j.dl4j.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;

/** Convolutions of all kinds. The zeros that a layer before them adds become their own padding. */
final class ConvolutionWriter {
    private static final String CONVOLUTION = "Conv";
    private static final String WEIGHT = "weight";
    private static final String GROUP = "group";

    private final OnnxNodes nodes;
    private final KnownValues known;

    ConvolutionWriter(OnnxNodes nodes, KnownValues known) {
        this.nodes = nodes;
        this.known = known;
    }

    String plain(ConvolutionLayer layer, Place place) {
        return convolution(layer, place, place.vertex(), nodes.parameter(place.parameter(WEIGHT)), layer.hasBias());
    }

    /** The published weight is [channels, multiplier, height, width]; ONNX has an output channel for each of both. */
    String depthwise(DepthwiseConvolution2D layer, Place place) {
        String weight = nodes.parameter(place.parameter(WEIGHT));
        if (layer.getDepthMultiplier() != 1) {
            weight = eachChannelAlone(weight, weight, place);
        }
        return convolution(layer, place, place.vertex(), weight, layer.hasBias(), group(layer));
    }

    /** A depthwise convolution whose weight is [multiplier, channels, height, width], and one of single pixels. */
    String separable(SeparableConvolution2D layer, Place place) {
        String weight = nodes.parameter(place.parameter(WEIGHT));
        String turned = layer.getDepthMultiplier() == 1
                ? weight
                : nodes.add(
                        "Transpose", place.part("turned"), List.of(weight), Attributes.integers("perm", 1, 0, 2, 3));
        String depthwise = convolution(
                layer, place, place.part("depthwise"), eachChannelAlone(weight, turned, place), false, group(layer));
        List<String> inputs = new ArrayList<>(List.of(depthwise, nodes.parameter(place.parameter("pointwise_weight"))));
        if (layer.hasBias()) {
            inputs.add(nodes.parameter(place.parameter("bias")));
        }
        return nodes.add(CONVOLUTION, place.vertex(), inputs, Attributes.integers("kernel_shape", 1, 1));
    }

    /** The optimiser of the engine computes this once. */
    private String eachChannelAlone(String weight, String values, Place place) {
        List<Integer> shape = nodes.shape(weight);
        String target =
                nodes.integers(place.part("shape"), (long) shape.get(0) * shape.get(1), 1, shape.get(2), shape.get(3));
        return nodes.add("Reshape", place.part("kernels"), List.of(values, target));
    }

    private static AttributeProto group(ConvolutionLayer layer) {
        return Attributes.integer(GROUP, layer.getNIn());
    }

    private String convolution(
            ConvolutionLayer layer,
            Place place,
            String name,
            String weight,
            boolean bias,
            AttributeProto... attributes) {
        Window window = Window.of(layer, place);
        String input = place.input();
        KnownValues.Padded padded = known.padded(input).orElse(null);
        if (padded != null) {
            window = window.padded(padded.edges());
            input = padded.inner();
        }
        List<String> inputs = new ArrayList<>(List.of(input, weight));
        if (bias) {
            inputs.add(nodes.parameter(place.parameter("bias")));
        }
        return nodes.add(CONVOLUTION, name, inputs, window.attributes(attributes));
    }
}
