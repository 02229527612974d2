package org.tl4j.dl4j.foreign;

import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.dl4j.network.Arrays4j;
import org.tl4j.dl4j.validation.ActivationShape;
import org.tl4j.dl4j.validation.GraphLimits;
import org.tl4j.dl4j.validation.GraphShapes;

/**
 * Compares a converted network with what it was made from, by what both answer to pseudo-random images, before a softmax
 * could hide a difference.
 */
final class ConversionProof {
    /** Of the largest number of an answer. Orders of addition differ, and make up to some 1e-6. */
    private static final double TOLERANCE = 1e-4;

    private static final long SEED = 42;
    /** Some networks take pixels of 0 to 255, others of about -1 to 1. */
    private static final int[] LARGEST_PIXELS = {1, 255};

    private ConversionProof() {}

    /**
     * Looks at both. The foreign network loses its softmax.
     *
     * @param size of the images that they are shown
     * @throws WeightsException if they differ
     * @throws org.tl4j.dl4j.validation.InvalidGraphException if layers of one do not fit together, or exceed the limits
     */
    static void check(ForeignNetwork foreign, ConvertedNetwork converted, ImageSize size) {
        boolean channelsLast = ChannelsFirst.isLast(foreign.graph().getConfiguration());
        ActivationShape input = ActivationShape.image(converted.channels(), size.height(), size.width());
        GraphLimits limits = GraphLimits.current();
        GraphShapes.of(foreign.graph().getConfiguration(), input, limits, channelsLast);
        GraphShapes.of(converted.graph().getConfiguration(), input, limits);
        if (converted.ending().classifier() == Ending.Classifier.SOFTMAX) {
            withoutSoftmax(foreign.graph());
        }
        for (int largest : LARGEST_PIXELS) {
            try (INDArray image = image(size, converted.channels(), largest);
                    INDArray foreignImage =
                            channelsLast ? image.permute(0, 2, 3, 1).dup('c') : image.dup('c');
                    INDArray expected = foreign.graph().outputSingle(foreignImage);
                    INDArray found = converted.graph()
                            .output(List.of(converted.ending().logits()), false, new INDArray[] {image}, null)[0]) {
                compare(channelsLast, expected, found);
            }
        }
    }

    private static void compare(boolean channelsLast, INDArray expected, INDArray found) {
        INDArray turned = channelsLast && expected.rank() == 4 ? expected.permute(0, 3, 1, 2) : expected;
        float[] wanted = Arrays4j.values(turned);
        float[] got = Arrays4j.values(found);
        double largest = 0;
        double deviation = wanted.length == got.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < Math.min(wanted.length, got.length); i++) {
            largest = Math.max(largest, Math.abs(wanted[i]));
            deviation = Math.max(deviation, Math.abs(wanted[i] - (double) got[i]));
        }
        if (largest == 0) {
            throw new WeightsException(
                    "network of the file", "must answer something to noise", "nothing but zeros", "check the file");
        }
        if (!(deviation <= TOLERANCE * largest)) {
            throw new WeightsException(
                    "converted network",
                    "must answer like that of the file, within " + TOLERANCE,
                    "a deviation of " + deviation + " from numbers up to " + largest,
                    "it cannot be taken; report it, with the file");
        }
    }

    private static void withoutSoftmax(ComputationGraph graph) {
        ComputationGraphConfiguration configuration = graph.getConfiguration();
        String vertex = configuration.getNetworkOutputs().get(0);
        if (layer(graph, vertex) instanceof LossLayer loss && loss.getActivationFn() instanceof ActivationIdentity) {
            vertex = configuration.getVertexInputs().get(vertex).get(0);
        }
        Deque<String> behind = Ending.passing(configuration, vertex);
        if (!behind.isEmpty()) {
            vertex = configuration.getVertexInputs().get(behind.getLast()).get(0);
        }
        Layer last = layer(graph, vertex);
        if (last instanceof BaseLayer layer && layer.getActivationFn() instanceof ActivationSoftmax) {
            layer.setActivationFn(new ActivationIdentity());
        } else if (last instanceof ActivationLayer layer && layer.getActivationFn() instanceof ActivationSoftmax) {
            layer.setActivationFn(new ActivationIdentity());
        }
    }

    private static Layer layer(ComputationGraph graph, String vertex) {
        var found = graph.getVertex(vertex);
        return found.hasLayer() ? found.getLayer().conf().getLayer() : null;
    }

    private static INDArray image(ImageSize size, int channels, int largest) {
        Random random = new Random(SEED);
        float[] pixels = new float[channels * size.height() * size.width()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextFloat() * largest;
        }
        return Nd4j.create(pixels, new long[] {1, channels, size.height(), size.width()}, 'c');
    }
}
