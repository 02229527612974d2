package org.tl4j.dl4j.backbone;

import java.util.Set;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.tl4j.core.network.LinearHead;

/**
 * The surgery of feature extraction: everything up to the boundary frozen, everything after it removed, a new softmax
 * layer for the new classes.
 */
final class HeadReplacement {
    private static final String POOL = "pool";
    private static final String OUTPUT = "output";

    private HeadReplacement() {}

    /**
     * A new graph; {@code pretrained} stays as it is.
     *
     * @param boundary the last frozen vertex
     * @param spatial whether its output has height and width, which are then averaged away
     * @param head the numbers of the new layer
     */
    static ComputationGraph replace(ComputationGraph pretrained, String boundary, boolean spatial, LinearHead head) {
        Set<String> kept = PretrainedGraph.upTo(pretrained.getConfiguration(), boundary);
        // fineTuneConfiguration must come first: after edits DL4J silently discards them
        var surgery = new TransferLearning.GraphBuilder(pretrained)
                .fineTuneConfiguration(new FineTuneConfiguration.Builder()
                        // nothing is drawn; without a seed DL4J writes the time into the configuration
                        .seed(0)
                        .updater(new Adam())
                        .build())
                .setFeatureExtractor(boundary);
        pretrained.getConfiguration().getVertices().keySet().stream()
                .filter(vertex -> !kept.contains(vertex))
                .forEach(surgery::removeVertexAndConnections);
        String top = boundary;
        if (spatial) {
            surgery.addLayer(POOL, new GlobalPoolingLayer(PoolingType.AVG), boundary);
            top = POOL;
        }
        ComputationGraph graph = surgery.addLayer(OUTPUT, outputLayer(head), top)
                .setOutputs(OUTPUT)
                .build();
        try (INDArray weights = Nd4j.create(head.weights(), new long[] {head.inputs(), head.classes()}, 'c');
                INDArray biases = Nd4j.create(head.biases(), new long[] {1, head.classes()}, 'c')) {
            graph.getLayer(OUTPUT).setParam("W", weights);
            graph.getLayer(OUTPUT).setParam("b", biases);
        }
        return graph;
    }

    private static OutputLayer outputLayer(LinearHead head) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(head.inputs())
                .nOut(head.classes())
                .activation(Activation.SOFTMAX)
                .build();
    }
}
