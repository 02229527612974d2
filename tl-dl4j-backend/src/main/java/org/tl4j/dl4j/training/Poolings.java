package org.tl4j.dl4j.training;

import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.tl4j.dl4j.training.onednn.Operation;

/** Pooling layers as operations of oneDNN, and how windows move. */
final class Poolings {
    private static final int[] HEIGHT_AND_WIDTH = {2, 3};

    private Poolings() {}

    static Operation of(String name, String from, SubsamplingLayer layer) throws UntranslatableLayerException {
        Operation.Pool pool =
                pool(name, PoolingType.valueOf(layer.getPoolingType().name()));
        int[] padding = layer.getPadding();
        if (pool == Operation.Pool.AVERAGE && (padding[0] > 0 || padding[1] > 0)) {
            throw new UntranslatableLayerException(name, "averages with padding");
        }
        if (layer.getDilation()[0] != 1 || layer.getDilation()[1] != 1) {
            throw new UntranslatableLayerException(name, "pooling with gaps");
        }
        requireExplicit(name, layer.getConvolutionMode(), layer.getCnn2dDataFormat());
        return new Operation.Pooling(
                name,
                from,
                pool,
                Optional.of(pair(layer.getKernelSize())),
                new Operation.Movement(pair(layer.getStride()), pair(padding), pair(layer.getDilation())));
    }

    static Operation of(String name, String from, GlobalPoolingLayer layer) throws UntranslatableLayerException {
        if (layer.getPoolingDimensions() != null && !Arrays.equals(layer.getPoolingDimensions(), HEIGHT_AND_WIDTH)) {
            throw new UntranslatableLayerException(name, "pooling along chosen dimensions");
        }
        return new Operation.Pooling(
                name, from, pool(name, layer.getPoolingType()), Optional.empty(), Operation.Movement.PLAIN);
    }

    static Operation.Movement movement(String name, ConvolutionLayer layer) throws UntranslatableLayerException {
        requireExplicit(name, layer.getConvolutionMode(), layer.getCnn2dDataFormat());
        return new Operation.Movement(pair(layer.getStride()), pair(layer.getPadding()), pair(layer.getDilation()));
    }

    private static void requireExplicit(String name, ConvolutionMode mode, CNN2DFormat format)
            throws UntranslatableLayerException {
        if ((mode != ConvolutionMode.Truncate && mode != ConvolutionMode.Strict) || format != CNN2DFormat.NCHW) {
            throw new UntranslatableLayerException(name, "padding %s, channels %s".formatted(mode, format));
        }
    }

    private static Operation.Pool pool(String name, PoolingType type) throws UntranslatableLayerException {
        return switch (type) {
            case MAX -> Operation.Pool.MAXIMUM;
            case AVG -> Operation.Pool.AVERAGE;
            case SUM, PNORM -> throw new UntranslatableLayerException(name, "pooling " + type);
        };
    }

    private static Operation.Pair pair(int[] values) {
        return new Operation.Pair(values[0], values[1]);
    }
}
