package org.tl4j.dl4j.graph;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.tl4j.dl4j.architecture.Architecture;

/**
 * Finds the layers at the beginning of a network that scale pixels. Their parameters are not trained: their gradients
 * are as large as pixels, and would dominate those of all weights.
 */
public final class InputScaling {
    private InputScaling() {}

    /** The layers that multiply each channel of the input by a constant and add a constant. */
    public static Set<String> layers(ComputationGraphConfiguration configuration) {
        Set<String> layers = new LinkedHashSet<>();
        List<String> next = GraphEdits.users(configuration, Architecture.INPUT);
        while (next.size() == 1 && isAffine(GraphEdits.layer(configuration, next.get(0)))) {
            if (GraphEdits.layer(configuration, next.get(0)) instanceof DepthwiseConvolution2D) {
                layers.add(next.get(0));
            }
            next = GraphEdits.users(configuration, next.get(0));
        }
        return layers;
    }

    private static boolean isAffine(Object part) {
        if (part instanceof DepthwiseConvolution2D depthwise) {
            return isIdentity(depthwise.getActivationFn())
                    && depthwise.getDepthMultiplier() == 1
                    && isOne(depthwise.getKernelSize())
                    && isOne(depthwise.getStride());
        }
        return part instanceof ScaleVertex
                || part instanceof ShiftVertex
                || (part instanceof ActivationLayer layer && isIdentity(layer.getActivationFn()));
    }

    private static boolean isIdentity(IActivation activation) {
        return activation instanceof ActivationIdentity;
    }

    private static boolean isOne(int[] sides) {
        return sides[0] == 1 && sides[1] == 1;
    }
}
