package org.tl4j.dl4j.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.nd4j.linalg.activations.IActivation;

/** Layers of a graph as ONNX nodes, as they compute at inference. */
final class LayerWriter {
    private static final String WEIGHT = "weight";
    private static final String BIAS = "bias";

    private final OnnxNodes nodes;
    private final KnownValues known;
    private final Activations activations;
    private final ConvolutionWriter convolutions;
    private final PoolingWriter poolings;

    LayerWriter(OnnxNodes nodes, KnownValues known) {
        this.nodes = nodes;
        this.known = known;
        this.activations = new Activations(nodes);
        this.convolutions = new ConvolutionWriter(nodes, known);
        this.poolings = new PoolingWriter(nodes, known);
    }

    /** The value of a layer. */
    String write(Layer layer, Place place) {
        Class<?> kind = layer.getClass();
        // classes and not instances: those that extend them compute something else
        if (kind == ConvolutionLayer.class || kind == Convolution2D.class) {
            return activated((ConvolutionLayer) layer, place, convolutions.plain((ConvolutionLayer) layer, place));
        } else if (kind == DepthwiseConvolution2D.class) {
            return activated((BaseLayer) layer, place, convolutions.depthwise((DepthwiseConvolution2D) layer, place));
        } else if (kind == SeparableConvolution2D.class) {
            return activated((BaseLayer) layer, place, convolutions.separable((SeparableConvolution2D) layer, place));
        } else if (kind == BatchNormalization.class) {
            return batchNorm((BatchNormalization) layer, place);
        } else if (kind == DenseLayer.class) {
            DenseLayer dense = (DenseLayer) layer;
            if (dense.hasLayerNorm()) {
                throw new RefusedPart(place.vertex(), layer, "layer normalisation");
            }
            return activated(dense, place, dense(dense.hasBias(), place));
        } else if (kind == OutputLayer.class) {
            return activated((BaseLayer) layer, place, dense(((OutputLayer) layer).hasBias(), place));
        } else if (kind == LossLayer.class) {
            return activation(((LossLayer) layer).getActivationFn(), place, place.input());
        } else if (kind == ActivationLayer.class) {
            return activation(((ActivationLayer) layer).getActivationFn(), place, place.input());
        } else if (kind == SubsamplingLayer.class) {
            return poolings.windows((SubsamplingLayer) layer, place);
        } else if (kind == GlobalPoolingLayer.class) {
            return poolings.all((GlobalPoolingLayer) layer, place);
        } else if (kind == DropoutLayer.class) {
            return place.input();
        } else if (kind == ZeroPaddingLayer.class) {
            return padding((ZeroPaddingLayer) layer, place);
        } else if (kind == Cropping2D.class) {
            return cropping((Cropping2D) layer, place);
        } else if (kind == Upsampling2D.class) {
            return upsampling((Upsampling2D) layer, place);
        } else if (kind == LocalResponseNormalization.class) {
            return responseNorm((LocalResponseNormalization) layer, place);
        }
        throw new RefusedPart(place.vertex(), layer, "");
    }

    /** The mean of each channel of an image, as a row. */
    String mean(String name, String image) {
        return poolings.mean(name, image);
    }

    private String activated(BaseLayer layer, Place place, String value) {
        return activation(layer.getActivationFn(), place, value);
    }

    private String activation(IActivation activation, Place place, String value) {
        String name = value.equals(place.input()) ? place.vertex() : place.part("activation");
        String activated = activations.write(activation, place.vertex(), name, value);
        if (Activations.isNeverNegative(activation)) {
            known.addNeverNegative(activated);
        }
        return activated;
    }

    private String dense(boolean bias, Place place) {
        List<String> inputs = new ArrayList<>(List.of(place.input(), nodes.parameter(place.parameter(WEIGHT))));
        if (bias) {
            inputs.add(nodes.parameter(place.parameter(BIAS)));
        }
        return nodes.add("Gemm", place.vertex(), inputs, Attributes.integer("transB", 1));
    }

    private String batchNorm(BatchNormalization layer, Place place) {
        int channels = Math.toIntExact(place.in().channels());
        boolean learned = nodes.has(place.parameter(WEIGHT));
        List<String> inputs = List.of(
                place.input(),
                learned
                        ? nodes.parameter(place.parameter(WEIGHT))
                        : nodes.constants(place.part("gamma"), layer.getGamma(), channels),
                learned
                        ? nodes.parameter(place.parameter(BIAS))
                        : nodes.constants(place.part("beta"), layer.getBeta(), channels),
                nodes.parameter(place.parameter("running_mean")),
                nodes.parameter(place.parameter("running_var")));
        AttributeProto epsilon = Attributes.number("epsilon", layer.getEps());
        // Deeplearning4j does not use the activation of this layer
        return nodes.add("BatchNormalization", place.vertex(), inputs, epsilon);
    }

    private String padding(ZeroPaddingLayer layer, Place place) {
        int[] edges = layer.getPadding();
        String pads = nodes.integers(place.part("pads"), 0, 0, edges[0], edges[2], 0, 0, edges[1], edges[3]);
        String value = nodes.add("Pad", place.vertex(), List.of(place.input(), pads));
        known.addPadded(value, new KnownValues.Padded(place.input(), edges.clone()));
        return value;
    }

    private String cropping(Cropping2D layer, Place place) {
        int[] edges = layer.getCropping();
        return nodes.add(
                "Slice",
                place.vertex(),
                List.of(
                        place.input(),
                        nodes.integers(place.part("starts"), edges[0], edges[2]),
                        nodes.integers(
                                place.part("ends"),
                                edges[0] + place.out().height(),
                                edges[2] + place.out().width()),
                        nodes.integers(place.part("axes"), 2, 3)));
    }

    private String upsampling(Upsampling2D layer, Place place) {
        int[] size = layer.getSize();
        String scales = nodes.numbers(place.part("scales"), 1, 1, size[0], size[1]);
        String value = nodes.add(
                "Resize",
                place.vertex(),
                List.of(place.input(), "", scales),
                Attributes.text("mode", "nearest"),
                Attributes.text("coordinate_transformation_mode", "asymmetric"),
                Attributes.text("nearest_mode", "floor"));
        if (place.in().height() * place.in().width() == 1) {
            known.addRepeated(value, place.input());
        }
        return value;
    }

    /** Deeplearning4j sums over as many channels on both sides, and does not divide by their number. */
    private String responseNorm(LocalResponseNormalization layer, Place place) {
        int size = 2 * ((int) layer.getN() / 2) + 1;
        return nodes.add(
                "LRN",
                place.vertex(),
                List.of(place.input()),
                Attributes.integer("size", size),
                Attributes.number("alpha", layer.getAlpha() * size),
                Attributes.number("beta", layer.getBeta()),
                Attributes.number("bias", layer.getK()));
    }
}
