package org.tl4j.dl4j.foreign;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.network.GraphEdits;

/**
 * Where a network ends.
 *
 * @param logits the vertex whose output goes into the softmax, or the last one where there is none
 * @param classifier whether there is one
 */
record Ending(String logits, boolean classifier) {
    /** Changes {@code configuration}, so that a classifier ends in a softmax of its own, {@value Architecture#OUTPUT}. */
    static Ending of(ComputationGraphConfiguration configuration) {
        String last =
                withoutBareLoss(configuration, configuration.getNetworkOutputs().get(0));
        Object layer = GraphEdits.layer(configuration, last);
        Optional<String> logits = Optional.empty();
        if (layer instanceof OutputLayer output && endsClassifier(output.getActivationFn())) {
            GraphEdits.replace(configuration, last, dense(output));
            logits = Optional.of(last);
        } else if (layer instanceof DenseLayer dense && endsClassifier(dense.getActivationFn())) {
            dense.setActivationFn(new ActivationIdentity());
            logits = Optional.of(last);
        } else if (isSoftmax(layer)) {
            String before = configuration.getVertexInputs().get(last).get(0);
            boolean flattens = ((LayerVertex) configuration.getVertices().get(last)).getPreProcessor() != null;
            if (!flattens) {
                GraphEdits.remove(configuration, last, before);
                logits = Optional.of(before);
            }
        }
        logits.ifPresent(vertex -> addSoftmax(configuration, vertex));
        return new Ending(logits.orElse(last), logits.isPresent());
    }

    /** A loss after the softmax does nothing when training is over. */
    private static String withoutBareLoss(ComputationGraphConfiguration configuration, String last) {
        if (GraphEdits.layer(configuration, last) instanceof LossLayer loss
                && loss.getActivationFn() instanceof ActivationIdentity) {
            String before = configuration.getVertexInputs().get(last).get(0);
            GraphEdits.remove(configuration, last, before);
            configuration.setNetworkOutputs(List.of(before));
            return before;
        }
        return last;
    }

    /** A network may leave the softmax to its loss. */
    private static boolean endsClassifier(IActivation activation) {
        return activation instanceof ActivationSoftmax || activation instanceof ActivationIdentity;
    }

    private static boolean isSoftmax(Object layer) {
        if (layer instanceof LossLayer loss) {
            return loss.getActivationFn() instanceof ActivationSoftmax;
        }
        return layer instanceof ActivationLayer activation && activation.getActivationFn() instanceof ActivationSoftmax;
    }

    private static DenseLayer dense(OutputLayer output) {
        DenseLayer dense = new DenseLayer.Builder()
                .nIn(output.getNIn())
                .nOut(output.getNOut())
                .hasBias(output.hasBias())
                .activation(Activation.IDENTITY)
                .updater(new NoOp())
                .build();
        dense.setWeightInitFn(output.getWeightInitFn());
        dense.setLayerName(output.getLayerName());
        return dense;
    }

    private static void addSoftmax(ComputationGraphConfiguration configuration, String logits) {
        LossLayer softmax = new LossLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .updater(new NoOp())
                .build();
        softmax.setLayerName(Architecture.OUTPUT);
        NeuralNetConfiguration conf = configuration.getDefaultConfiguration().clone();
        conf.setLayer(softmax);
        configuration.getVertices().put(Architecture.OUTPUT, new LayerVertex(conf, null));
        configuration.getVertexInputs().put(Architecture.OUTPUT, List.of(logits));
        configuration.setNetworkOutputs(List.of(Architecture.OUTPUT));
        configuration.setTopologicalOrder(null);
        configuration.setTopologicalOrderStr(null);
    }

    /**
     * The vertex that suits best as the end of a frozen part: what the last layer with weights takes in. Where that is an
     * image made into a row, it is the image, which is averaged then.
     */
    String boundary(ComputationGraphConfiguration configuration) {
        if (!classifier && !isLogistic(configuration)) {
            return logits;
        }
        String vertex = logits;
        while (!hasWeights(configuration, vertex)
                && configuration.getVertexInputs().get(vertex).size() == 1) {
            vertex = configuration.getVertexInputs().get(vertex).get(0);
        }
        String before = configuration.getVertexInputs().get(vertex).get(0);
        while (passes(configuration, before)) {
            before = configuration.getVertexInputs().get(before).get(0);
        }
        return configuration.getVertices().get(before) instanceof PreprocessorVertex flatten
                        && flatten.getPreProcessor() instanceof CnnToFeedForwardPreProcessor image
                        && image.getInputHeight() * image.getInputWidth() > 1
                ? configuration.getVertexInputs().get(before).get(0)
                : before;
    }

    /** Whether it tells classes apart one by one, by a sigmoid each. Its softmax would be another, so it keeps its own end. */
    private boolean isLogistic(ComputationGraphConfiguration configuration) {
        return hasWeights(configuration, logits)
                && ((BaseLayer) GraphEdits.layer(configuration, logits)).getActivationFn() instanceof ActivationSigmoid;
    }

    /** A dropout that was. */
    private static boolean passes(ComputationGraphConfiguration configuration, String vertex) {
        return GraphEdits.layer(configuration, vertex) instanceof ActivationLayer layer
                && layer.getActivationFn() instanceof ActivationIdentity;
    }

    private static boolean hasWeights(ComputationGraphConfiguration configuration, String vertex) {
        Object layer = GraphEdits.layer(configuration, vertex);
        return layer instanceof DenseLayer || layer instanceof OutputLayer || layer instanceof ConvolutionLayer;
    }

    /** How many classes a classifier tells apart. */
    int classes(ComputationGraphConfiguration configuration) {
        String vertex = logits;
        while (!hasWeights(configuration, vertex)) {
            vertex = configuration.getVertexInputs().get(vertex).get(0);
        }
        return Math.toIntExact(((FeedForwardLayer) GraphEdits.layer(configuration, vertex)).getNOut());
    }
}
