package org.tl4j.dl4j.training;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tl4j.dl4j.training.onednn.Operation;
import org.tl4j.dl4j.training.onednn.ParameterView;
import org.tl4j.dl4j.training.onednn.Rectifier;

/** Operations with weights, as views of the parameters of a graph: in the shapes of oneDNN, without a copy. */
final class ParameterViews {
    private static final String WEIGHTS = "W";
    private static final String BIAS = "b";

    private final ComputationGraph graph;
    private final Predicate<String> trained;

    ParameterViews(ComputationGraph graph, Predicate<String> trained) {
        this.graph = graph;
        this.trained = trained;
    }

    Operation.Convolution convolution(String name, String from, ConvolutionLayer layer, Rectifier rectifier)
            throws UntranslatableLayerException {
        boolean depthwise = layer instanceof DepthwiseConvolution2D;
        if (depthwise
                ? ((DepthwiseConvolution2D) layer).getDepthMultiplier() != 1
                : layer.getClass() != ConvolutionLayer.class && layer.getClass() != FusedConvolution.class) {
            // other subclasses have other weight layouts
            throw new UntranslatableLayerException(name, layer.getClass().getSimpleName());
        }
        return new Operation.Convolution(
                name,
                from,
                depthwise ? layer.getNOut() : 1,
                Poolings.movement(name, layer),
                parameter(name, WEIGHTS, array -> view(depthwise ? array.permute(2, 3, 0, 1) : array)),
                bias(name),
                rectifier);
    }

    /**
     * A dense layer.
     *
     * @param image channels, height and width of its input, flattened in this order; empty for a row of features
     */
    Operation.Convolution dense(String name, String from, FeedForwardLayer layer, List<Long> image, Rectifier rectifier)
            throws UntranslatableLayerException {
        List<Long> size = image.isEmpty() ? List.of(layer.getNIn(), 1L, 1L) : image;
        return new Operation.Convolution(
                name,
                from,
                1,
                Operation.Movement.PLAIN,
                parameter(name, WEIGHTS, array -> dense(array, size)),
                bias(name),
                rectifier);
    }

    /** [inputs, outputs] as [outputs, channels, height, width]. */
    private static ParameterView dense(INDArray array, List<Long> size) {
        long next = array.stride(0);
        long nextOutput = array.stride(1);
        return new ParameterView(
                address(array),
                List.of(array.size(1), size.get(0), size.get(1), size.get(2)),
                List.of(nextOutput, size.get(1) * size.get(2) * next, size.get(2) * next, next));
    }

    /** A batch norm with fixed statistics, as a depthwise convolution of one pixel that is not trained. */
    static Operation.Convolution affine(String name, String from, ChannelAffine affine, Rectifier rectifier)
            throws UntranslatableLayerException {
        requireFloats(name, affine.scale());
        requireFloats(name, affine.shift());
        long channels = affine.scale().length();
        ParameterView scale =
                new ParameterView(address(affine.scale()), List.of(channels, 1L, 1L, 1L), List.of(1L, 1L, 1L, 1L));
        return new Operation.Convolution(
                name,
                from,
                channels,
                Operation.Movement.PLAIN,
                new Operation.Parameter(scale, Optional.empty()),
                Optional.of(new Operation.Parameter(row(affine.shift()), Optional.empty())),
                rectifier);
    }

    private Optional<Operation.Parameter> bias(String name) throws UntranslatableLayerException {
        return graph.getLayer(name).paramTable().containsKey(BIAS)
                ? Optional.of(parameter(name, BIAS, ParameterViews::row))
                : Optional.empty();
    }

    private Operation.Parameter parameter(String name, String key, Function<INDArray, ParameterView> view)
            throws UntranslatableLayerException {
        Layer layer = graph.getLayer(name);
        requireFloats(name, layer.getParam(key));
        Optional<ParameterView> gradient = trained.test(name)
                ? Optional.of(view.apply(ParameterMapping.gradients(layer).get(key)))
                : Optional.empty();
        return new Operation.Parameter(view.apply(layer.getParam(key)), gradient);
    }

    private static void requireFloats(String name, INDArray array) throws UntranslatableLayerException {
        if (array.dataType() != DataType.FLOAT) {
            throw new UntranslatableLayerException(name, "parameters of the type " + array.dataType());
        }
    }

    private static ParameterView view(INDArray array) {
        return new ParameterView(address(array), longs(array.shape()), longs(array.stride()));
    }

    private static ParameterView row(INDArray array) {
        return new ParameterView(address(array), List.of(array.length()), List.of(1L));
    }

    private static long address(INDArray array) {
        // address() leaves out the offset of a view
        return array.data().addressPointer().address();
    }

    private static List<Long> longs(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
