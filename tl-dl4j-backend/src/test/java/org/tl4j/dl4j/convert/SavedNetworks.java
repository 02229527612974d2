package org.tl4j.dl4j.convert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks as DL4J saves them. */
public final class SavedNetworks {
    public static final int SIDE = 12;
    public static final int CLASSES = 5;

    private SavedNetworks() {}

    /** Two branches, separable convolution, batch norms by log10 of the deviation, flattening, dropout, statistics moved. */
    public static ComputationGraph graph(CNN2DFormat format) {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.01))
                .l2(1e-3)
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(SIDE, SIDE, 3, format))
                .addLayer("input", convolution(8, 2, format), "image")
                .addLayer("norm", new BatchNormalization.Builder().build(), "input")
                .addLayer("relu", new ActivationLayer(Activation.RELU), "norm")
                .addLayer(
                        "left",
                        new SeparableConvolution2D.Builder(3, 3)
                                .nOut(4)
                                .dataFormat(format)
                                .activation(Activation.RELU)
                                .build(),
                        "relu")
                .addLayer("right", convolution(6, 1, format), "relu")
                .addVertex("both", new MergeVertex(), "left", "right")
                .addLayer(
                        "pool",
                        new SubsamplingLayer.Builder(
                                        SubsamplingLayer.PoolingType.MAX, new int[] {3, 3}, new int[] {2, 2})
                                .dataFormat(format)
                                .build(),
                        "both")
                .addLayer(
                        "dense",
                        new DenseLayer.Builder()
                                .nOut(7)
                                .activation(Activation.TANH)
                                .build(),
                        "pool")
                .addLayer("dropout", new DropoutLayer(0.5), "dense")
                .addLayer("output", output(), "dropout")
                .setOutputs("output")
                .build());
        graph.init();
        moveStatistics(graph, format);
        return graph;
    }

    private static ConvolutionLayer convolution(int channels, int stride, CNN2DFormat format) {
        return new ConvolutionLayer.Builder(3, 3)
                .nOut(channels)
                .stride(stride, stride)
                .dataFormat(format)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static void moveStatistics(ComputationGraph graph, CNN2DFormat format) {
        long[] shape = format == CNN2DFormat.NCHW ? new long[] {4, 3, SIDE, SIDE} : new long[] {4, SIDE, SIDE, 3};
        Nd4j.getRandom().setSeed(5);
        for (int step = 0; step < 3; step++) {
            try (var images = Nd4j.rand(DataType.FLOAT, shape);
                    var labels = Nd4j.zeros(4, CLASSES)) {
                for (int i = 0; i < 4; i++) {
                    labels.putScalar(i, i, 1);
                }
                graph.fit(
                        new org.nd4j.linalg.api.ndarray.INDArray[] {images},
                        new org.nd4j.linalg.api.ndarray.INDArray[] {labels});
            }
        }
    }

    /** A sequential network on rows that are reshaped to images of one channel. */
    static MultiLayerNetwork chain() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(4)
                .updater(new Adam(0.01))
                .list()
                .layer(convolution(4, 1, CNN2DFormat.NCHW))
                .layer(new SubsamplingLayer.Builder(
                                SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                        .build())
                .layer(new DenseLayer.Builder()
                        .nOut(9)
                        .activation(Activation.RELU)
                        .build())
                .layer(output())
                .setInputType(InputType.convolutionalFlat(SIDE, SIDE, 1))
                .build());
        network.init();
        return network;
    }

    /** Saves with the optimiser's state and a normaliser, as many do. */
    public static Path save(Model network, Path folder) {
        Path file = folder.resolve("network.zip");
        try {
            ModelSerializer.writeModel(network, file.toFile(), true);
            ModelSerializer.addNormalizerToModel(file.toFile(), new ImagePreProcessingScaler(0, 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** A copy with an entry replaced or added. */
    static Path with(Path zip, String entry, byte[] content) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile source = new ZipFile(zip.toFile())) {
            for (ZipEntry each : source.stream().toList()) {
                entries.put(each.getName(), source.getInputStream(each).readAllBytes());
            }
        }
        entries.put(entry, content);
        Path copy = zip.resolveSibling("copy.zip");
        try (ZipOutputStream target = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                target.putNextEntry(new ZipEntry(each.getKey()));
                target.write(each.getValue());
                target.closeEntry();
            }
        }
        return copy;
    }

    /** The content of an entry. */
    static byte[] entry(Path zip, String name) throws IOException {
        try (ZipFile source = new ZipFile(zip.toFile())) {
            return source.getInputStream(source.getEntry(name)).readAllBytes();
        }
    }
}
