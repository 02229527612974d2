package org.tl4j.dl4j.runtime;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;

/** Layers to compute with and without oneDNN; images have 8 channels and any height and width. */
record HelperComparison(String name, List<Layer> layers) {
    static final int CHANNELS = 8;
    static final int CLASSES = 5;

    HelperComparison(String name, Layer... layers) {
        this(name, List.of(layers));
    }

    /** The layers with global pooling and a classifier on top: any image size works. */
    MultiLayerNetwork network() {
        NeuralNetConfiguration.ListBuilder builder =
                new NeuralNetConfiguration.Builder().seed(3).list();
        for (Layer layer : layers) {
            builder.layer(layer.clone());
        }
        MultiLayerNetwork network =
                new MultiLayerNetwork(builder.layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                        .layer(new OutputLayer.Builder()
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build())
                        .setInputType(InputType.convolutional(14, 14, CHANNELS))
                        .build());
        network.init();
        return network;
    }

    @Override
    public String toString() {
        return name;
    }
}
