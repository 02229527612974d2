package org.tl4j.dl4j.foreign;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.network.GraphEdits;

/**
 * Where a network ends.
 *
 * @param logits the vertex whose output goes into the softmax, or the last one where there is none
 * @param classifier what it ends in
 */
record Ending(String logits, Classifier classifier) {
    /** How a network tells classes apart. */
    enum Classifier {
        /** It does not: what comes out are features, or numbers that somebody wants. */
        NONE,
        /** One of them, by a softmax. */
        SOFTMAX,
        /** One by one, by a sigmoid each. Its softmax would be another network, so it keeps its own end. */
        SIGMOIDS
    }

    /**
     * Changes {@code configuration}, so that a softmax is a vertex of its own, {@value Architecture#OUTPUT}, and no layer has a
     * loss besides. A linear layer ends a classifier where the loss is a cross-entropy, and none otherwise.
     *
     * @param stated what the loss is for, where the file tells it beside the graph
     */
    static Ending of(ComputationGraphConfiguration configuration, Classifier stated) {
        String output = configuration.getNetworkOutputs().get(0);
        Classifier loss = loss(GraphEdits.layer(configuration, output), stated);
        String last = withoutBareLoss(configuration, output);
        withoutLoss(configuration, last);
        Object layer = GraphEdits.layer(configuration, last);
        Classifier classifier = classifier(layer, loss);
        if (classifier != Classifier.SOFTMAX) {
            return new Ending(last, classifier);
        }
        String logits = last;
        if (layer instanceof DenseLayer dense) {
            dense.setActivationFn(new ActivationIdentity());
        } else if (((LayerVertex) configuration.getVertices().get(last)).getPreProcessor() != null) {
            return new Ending(last, Classifier.NONE);
        } else {
            logits = configuration.getVertexInputs().get(last).get(0);
            GraphEdits.remove(configuration, last, logits);
        }
        addSoftmax(configuration, logits);
        return new Ending(logits, classifier);
    }

    private static Classifier loss(Object layer, Classifier stated) {
        ILossFunction loss = null;
        if (layer instanceof OutputLayer output) {
            loss = output.getLossFn();
        } else if (layer instanceof LossLayer bare) {
            loss = bare.getLossFn();
        }
        if (loss instanceof LossMCXENT) {
            return Classifier.SOFTMAX;
        }
        return loss instanceof LossBinaryXENT ? Classifier.SIGMOIDS : stated;
    }

    private static Classifier classifier(Object layer, Classifier loss) {
        IActivation activation = null;
        if (layer instanceof DenseLayer dense) {
            activation = dense.getActivationFn();
        } else if (layer instanceof ActivationLayer function) {
            activation = function.getActivationFn();
        }
        if (activation instanceof ActivationSoftmax) {
            return Classifier.SOFTMAX;
        }
        if (activation instanceof ActivationSigmoid) {
            return Classifier.SIGMOIDS;
        }
        // a network may leave the rest to its loss
        return layer instanceof DenseLayer && activation instanceof ActivationIdentity ? loss : Classifier.NONE;
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

    /** Its activation stays. */
    private static void withoutLoss(ComputationGraphConfiguration configuration, String last) {
        Object layer = GraphEdits.layer(configuration, last);
        if (layer instanceof OutputLayer output) {
            GraphEdits.replace(configuration, last, dense(output));
        } else if (layer instanceof LossLayer loss) {
            ActivationLayer activation = new ActivationLayer(loss.getActivationFn());
            activation.setLayerName(last);
            GraphEdits.replace(configuration, last, activation);
        }
    }

    private static DenseLayer dense(OutputLayer output) {
        DenseLayer dense = new DenseLayer.Builder()
                .nIn(output.getNIn())
                .nOut(output.getNOut())
                .hasBias(output.hasBias())
                .activation(output.getActivationFn())
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
        if (classifier == Classifier.NONE) {
            return logits;
        }
        String vertex = logits;
        while (!hasWeights(configuration, vertex)
                && configuration.getVertexInputs().get(vertex).size() == 1) {
            vertex = configuration.getVertexInputs().get(vertex).get(0);
        }
        String before = allPass(configuration, vertex);
        while (passes(configuration, before)) {
            before = configuration.getVertexInputs().get(before).get(0);
        }
        return configuration.getVertices().get(before) instanceof PreprocessorVertex flatten
                        && flatten.getPreProcessor() instanceof CnnToFeedForwardPreProcessor image
                        && image.getInputHeight() * image.getInputWidth() > 1
                ? configuration.getVertexInputs().get(before).get(0)
                : before;
    }

    /** The nearest vertex before one through which everything goes that reaches it. */
    private static String allPass(ComputationGraphConfiguration configuration, String vertex) {
        String before = configuration.getVertexInputs().get(vertex).get(0);
        while (!before.equals(Architecture.INPUT) && reachesInput(configuration, vertex, before)) {
            before = configuration.getVertexInputs().get(before).get(0);
        }
        return before;
    }

    private static boolean reachesInput(ComputationGraphConfiguration configuration, String vertex, String without) {
        Set<String> seen = new HashSet<>(Set.of(without));
        Deque<String> open = new ArrayDeque<>(List.of(vertex));
        while (!open.isEmpty()) {
            for (String from : configuration.getVertexInputs().get(open.pop())) {
                if (from.equals(Architecture.INPUT)) {
                    return true;
                }
                if (seen.add(from)) {
                    open.push(from);
                }
            }
        }
        return false;
    }

    /** A dropout that was. */
    private static boolean passes(ComputationGraphConfiguration configuration, String vertex) {
        return GraphEdits.layer(configuration, vertex) instanceof ActivationLayer layer
                && layer.getActivationFn() instanceof ActivationIdentity;
    }

    private static boolean hasWeights(ComputationGraphConfiguration configuration, String vertex) {
        Object layer = GraphEdits.layer(configuration, vertex);
        return layer instanceof DenseLayer || layer instanceof ConvolutionLayer;
    }

    /**
     * How many classes a classifier tells apart. A sigmoid alone is not counted: it says yes or no. Nor are the pixels of a
     * map.
     *
     * @param types what comes out of each vertex
     */
    OptionalInt classes(Map<String, InputType> types) {
        InputType type = types.get(logits);
        int width = Math.toIntExact(type.arrayElementsPerExample());
        boolean map =
                type instanceof InputType.InputTypeConvolutional image && image.getHeight() * image.getWidth() > 1;
        int fewest = switch (classifier) {
            case NONE -> Integer.MAX_VALUE;
            case SOFTMAX -> 1;
            case SIGMOIDS -> 2;
        };
        return map || width < fewest ? OptionalInt.empty() : OptionalInt.of(width);
    }
}
