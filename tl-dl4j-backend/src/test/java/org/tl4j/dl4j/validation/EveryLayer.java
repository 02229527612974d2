package org.tl4j.dl4j.validation;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.graph.Dl4jNetwork;
import org.tl4j.dl4j.graph.OnnxDescription;

/** A small network with a layer of every kind that a bundle may hold. */
final class EveryLayer {
    static final Preprocessing INPUT = new Preprocessing(
            new ResizeRule.Exact(ImageSize.square(16)),
            ImageSize.square(16),
            ChannelOrder.RGB,
            1.0 / 255,
            List.of(0.5, 0.5, 0.5),
            List.of(0.5, 0.5, 0.5));

    private EveryLayer() {}

    static NetworkContents contents() {
        Started.runtime();
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(1)
                .activation(Activation.IDENTITY)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(16, 16, 3))
                .addLayer(
                        "convolution",
                        new ConvolutionLayer.Builder(3, 3).nOut(6).padding(1, 1).build(),
                        "input")
                .addLayer(
                        "norm",
                        new FrozenLayer(new BatchNormalization.Builder()
                                .useLogStd(false)
                                .nOut(6)
                                .build()),
                        "convolution")
                .addLayer("leaky", new ActivationLayer(new ActivationLReLU(0.1)), "norm")
                .addLayer("padding", new ZeroPaddingLayer(1, 2, 3, 4), "leaky")
                .addLayer("cropping", new Cropping2D(1, 2, 3, 4), "padding")
                .addLayer(
                        "response",
                        new LocalResponseNormalization.Builder().n(5).build(),
                        "cropping")
                .addLayer(
                        "depthwise",
                        new DepthwiseConvolution2D.Builder(3, 3)
                                .depthMultiplier(1)
                                .nOut(6)
                                .padding(1, 1)
                                .build(),
                        "response")
                .addLayer(
                        "separable",
                        new SeparableConvolution2D.Builder(3, 3)
                                .nOut(6)
                                .padding(2, 2)
                                .dilation(2, 2)
                                .build(),
                        "depthwise")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "response", "separable")
                .addVertex("merge", new MergeVertex(), "sum", "separable")
                .addLayer(
                        "max",
                        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                                .kernelSize(2, 2)
                                .stride(2, 2)
                                .build(),
                        "merge")
                .addLayer("larger", new Upsampling2D.Builder(2).build(), "max")
                .addLayer(
                        "mean",
                        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
                                .kernelSize(3, 3)
                                .stride(2, 2)
                                .padding(1, 1)
                                .build(),
                        "larger")
                .addVertex("scale", new ScaleVertex(0.5), "mean")
                .addVertex("shift", new ShiftVertex(0.1), "scale")
                .addVertex("reshape", new ReshapeVertex('c', new int[] {-1, 48, 4, 4}, null), "shift")
                .addVertex("flat", new PreprocessorVertex(new CnnToFeedForwardPreProcessor(4, 4, 48)), "reshape")
                .addLayer("pooled", new GlobalPoolingLayer(PoolingType.AVG), "reshape")
                .addVertex("joined", new MergeVertex(), "flat", "pooled")
                .addLayer("dense", new DenseLayer.Builder().nIn(816).nOut(8).build(), "joined")
                .addLayer("dropout", new DropoutLayer(0.5), "dense")
                .addLayer(
                        "output",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(8)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "dropout")
                .setOutputs("output")
                .build());
        graph.init();
        try (Dl4jNetwork network = new Dl4jNetwork(graph, OnnxDescription.image(INPUT))) {
            return network.contents();
        }
    }
}
