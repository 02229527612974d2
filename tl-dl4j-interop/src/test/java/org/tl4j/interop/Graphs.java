package org.tl4j.interop;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks as users draw them. */
final class Graphs {
    static final int CLASSES = 3;

    private Graphs() {}

    static NeuralNetConfiguration.Builder builder() {
        return new NeuralNetConfiguration.Builder()
                .seed(11)
                .updater(new Adam(0.01))
                .activation(Activation.RELU)
                .convolutionMode(ConvolutionMode.Same);
    }

    /** Two convolutions, a pooling, a dense layer. */
    static GraphBuilder small() {
        return builder()
                .graphBuilder()
                .addInputs("photo")
                .setInputTypes(InputType.convolutional(Photos.SIDE, Photos.SIDE, 3))
                .addLayer("stem", convolution(8), "photo")
                .addLayer("body", convolution(12), "stem")
                .addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), "body")
                .addLayer("dense", new DenseLayer.Builder().nOut(6).build(), "mean")
                .addLayer("classes", output(), "dense")
                .setOutputs("classes");
    }

    static ComputationGraph initialised(GraphBuilder builder) {
        ComputationGraph graph = new ComputationGraph(builder.build());
        graph.init();
        return graph;
    }

    static MultiLayerNetwork chain() {
        MultiLayerNetwork network = new MultiLayerNetwork(builder()
                .list()
                .layer(convolution(8))
                .layer(new SubsamplingLayer.Builder(
                                SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                        .build())
                .layer(new DenseLayer.Builder().nOut(9).build())
                .layer(output())
                .setInputType(InputType.convolutional(Photos.SIDE, Photos.SIDE, 3))
                .build());
        network.init();
        return network;
    }

    static ConvolutionLayer convolution(int channels) {
        return new ConvolutionLayer.Builder(3, 3).nOut(channels).stride(2, 2).build();
    }

    static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
