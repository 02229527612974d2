package org.tl4j.dl4j.onnx;

import java.util.Random;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.graph.Arrays4j;
import org.tl4j.dl4j.graph.OnnxDescription;
import org.tl4j.dl4j.validation.GraphRules;

/** Small graphs with random parameters. Their parts begin at {@value #FROM} and end at {@value #TO}. */
final class TestGraph {
    static final String FROM = "from";
    static final String TO = "to";

    private static final String INPUT = "input";
    private static final String ROW = "row";
    private static final int IMAGES = 2;

    private TestGraph() {}

    /** Adds the parts to a graph. */
    interface Parts {
        void addTo(GraphBuilder builder);
    }

    static Preprocessing images(int channels, int height, int width) {
        ImageSize size = new ImageSize(width, height);
        return new Preprocessing(
                new ResizeRule.Exact(size),
                size,
                channels == 1 ? ChannelOrder.GREY : ChannelOrder.RGB,
                1.0 / 255,
                java.util.Collections.nCopies(channels, 0.0),
                java.util.Collections.nCopies(channels, 1.0));
    }

    /** The parts on images, whose output is an image that becomes a row. */
    static ComputationGraph ofImages(Preprocessing input, Parts parts) {
        return graph(input, builder -> {
            parts.addTo(builder);
            builder.addVertex(ROW, new PreprocessorVertex(new CnnToFeedForwardPreProcessor(0, 0, 0)), TO)
                    .setOutputs(ROW);
        });
    }

    /** The parts, whose output is a row. */
    static ComputationGraph ofRows(Preprocessing input, Parts parts) {
        return graph(input, builder -> {
            parts.addTo(builder);
            builder.setOutputs(TO);
        });
    }

    private static ComputationGraph graph(Preprocessing input, Parts parts) {
        Started.runtime();
        GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .seed(7)
                .activation(Activation.IDENTITY)
                .convolutionMode(ConvolutionMode.Truncate)
                .graphBuilder()
                .addInputs(INPUT)
                .setInputTypes(InputType.convolutional(
                        input.crop().height(),
                        input.crop().width(),
                        input.channels().channels()))
                .addVertex(FROM, new ScaleVertex(1), INPUT);
        parts.addTo(builder);
        ComputationGraphConfiguration configuration = builder.build();
        GraphRules.check(configuration);
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        randomise(graph);
        return graph;
    }

    /** Random parameters, as a trained network has them: no bias is zero, and statistics are those of some images. */
    static void randomise(ComputationGraph graph) {
        Random random = new Random(5);
        for (var layer : graph.getLayers()) {
            layer.paramTable().forEach((key, values) -> {
                boolean positive = key.equals("var") || key.equals("gamma");
                boolean weight = key.equals("W") || key.equals("pW");
                if (!weight) {
                    for (long i = 0; i < values.length(); i++) {
                        values.putScalar(i, positive ? 0.5 + random.nextDouble() : random.nextGaussian() * 0.3);
                    }
                }
            });
        }
    }

    static ImageBatch batch(Preprocessing input) {
        ImageBatch images = ImageBatch.allocate(IMAGES, input);
        Random random = new Random(3);
        for (int i = 0; i < images.values().limit(); i++) {
            images.values().put(i, (float) random.nextGaussian());
        }
        return images;
    }

    static OnnxTranslation written(ComputationGraph graph, Preprocessing input) {
        return OnnxDescription.features(
                graph, input, graph.getConfiguration().getNetworkOutputs().get(0));
    }

    static OnnxTranslation classifier(ComputationGraph graph, Preprocessing input) {
        return OnnxDescription.classifier(graph, OnnxDescription.image(input), Set.of());
    }

    /** What Deeplearning4j computes with its own code, since oneDNN refuses dilated depthwise convolutions. */
    static float[] computedWithoutHelpers(ComputationGraph graph, ImageBatch images) {
        Nd4j.getEnvironment().allowHelpers(false);
        try {
            return computed(graph, images);
        } finally {
            Nd4j.getEnvironment().allowHelpers(true);
        }
    }

    /** What Deeplearning4j computes. */
    static float[] computed(ComputationGraph graph, ImageBatch images) {
        try (INDArray array = Arrays4j.from(images);
                INDArray output = graph.outputSingle(array)) {
            return Arrays4j.values(output);
        }
    }
}
