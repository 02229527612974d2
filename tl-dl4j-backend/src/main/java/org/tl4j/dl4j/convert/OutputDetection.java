package org.tl4j.dl4j.convert;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
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
import org.tl4j.dl4j.convert.source.Classifier;
import org.tl4j.dl4j.graph.GraphEdits;

/**
 * Finds the output of a network.
 *
 * @param logits the input vertex of the softmax, or the last vertex if there is none
 * @param classifier the kind of classifier at its end
 */
record OutputDetection(String logits, Classifier classifier) {
    /**
     * Changes {@code configuration}, so that a softmax is a vertex of its own, {@value Architecture#OUTPUT}, with no
     * vertex after it, and no other layer has a loss. A linear layer is the end of a classifier only if the loss is a
     * cross-entropy; a convolution only if its single pixel becomes a row.
     *
     * @param stated the kind of classifier of the loss, if the file states it beside the graph
     */
    static OutputDetection of(ComputationGraphConfiguration configuration, Classifier stated) {
        String output = configuration.getNetworkOutputs().get(0);
        Classifier loss = loss(GraphEdits.layer(configuration, output), stated);
        String last = withoutBareLoss(configuration, output);
        withoutLoss(configuration, last);
        Deque<String> behind = passing(configuration, last);
        String end = behind.isEmpty() ? last : input(configuration, behind.getLast());
        Optional<String> row = behind.stream()
                .filter(vertex -> isRowOfPixel(configuration, vertex))
                .reduce((later, earlier) -> earlier);
        Object layer = GraphEdits.layer(configuration, end);
        Classifier classifier = classifier(layer, row.isPresent(), loss);
        if (classifier != Classifier.SOFTMAX) {
            return new OutputDetection(last, classifier);
        }
        String logits = end;
        if (layer instanceof DenseLayer dense) {
            dense.setActivationFn(new ActivationIdentity());
        } else if (layer instanceof ConvolutionLayer) {
            logits = row.orElseThrow();
        } else if (((LayerVertex) configuration.getVertices().get(end)).getPreProcessor() != null) {
            return new OutputDetection(last, Classifier.NONE);
        } else {
            behind.add(end);
            logits = input(configuration, end);
        }
        while (!behind.isEmpty() && !behind.getFirst().equals(logits)) {
            String vertex = behind.removeFirst();
            GraphEdits.remove(configuration, vertex, input(configuration, vertex));
        }
        addSoftmax(configuration, logits);
        return new OutputDetection(logits, classifier);
    }

    /** The vertices before {@code last} that change no values, backwards from it. */
    static Deque<String> passing(ComputationGraphConfiguration configuration, String last) {
        Deque<String> passing = new ArrayDeque<>();
        String vertex = last;
        while (passes(configuration, vertex) || isRowOfPixel(configuration, vertex)) {
            passing.add(vertex);
            vertex = input(configuration, vertex);
        }
        return passing;
    }

    /** A dropout, a linear activation, or a row that becomes a pixel. */
    private static boolean passes(ComputationGraphConfiguration configuration, String vertex) {
        Object layer = GraphEdits.layer(configuration, vertex);
        return layer instanceof DropoutLayer
                || (layer instanceof ActivationLayer function
                        && function.getActivationFn() instanceof ActivationIdentity)
                || (layer instanceof PreprocessorVertex reshape
                        && reshape.getPreProcessor() instanceof FeedForwardToCnnPreProcessor pixel
                        && pixel.getInputHeight() * pixel.getInputWidth() == 1);
    }

    private static boolean isRowOfPixel(ComputationGraphConfiguration configuration, String vertex) {
        return configuration.getVertices().get(vertex) instanceof PreprocessorVertex reshape
                && reshape.getPreProcessor() instanceof CnnToFeedForwardPreProcessor row
                && row.getInputHeight() * row.getInputWidth() == 1;
    }

    private static String input(ComputationGraphConfiguration configuration, String vertex) {
        return configuration.getVertexInputs().get(vertex).get(0);
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

    private static Classifier classifier(Object layer, boolean row, Classifier loss) {
        // the softmax of an image would go along its width
        if (activation(layer) instanceof ActivationSoftmax && !(layer instanceof ConvolutionLayer)) {
            return Classifier.SOFTMAX;
        }
        if (activation(layer) instanceof ActivationSigmoid) {
            return Classifier.SIGMOIDS;
        }
        boolean scores = layer instanceof DenseLayer || (layer instanceof ConvolutionLayer && row);
        // the softmax may be part of the loss
        return scores && activation(layer) instanceof ActivationIdentity ? loss : Classifier.NONE;
    }

    private static IActivation activation(Object layer) {
        if (layer instanceof ActivationLayer function) {
            return function.getActivationFn();
        }
        return layer instanceof DenseLayer || layer instanceof ConvolutionLayer
                ? ((BaseLayer) layer).getActivationFn()
                : null;
    }

    /** A loss after the softmax does nothing at inference. */
    private static String withoutBareLoss(ComputationGraphConfiguration configuration, String last) {
        if (GraphEdits.layer(configuration, last) instanceof LossLayer loss
                && loss.getActivationFn() instanceof ActivationIdentity) {
            String before = input(configuration, last);
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
     * The default boundary: the input of the last layer with weights. If that is a flattened image, it is the image,
     * which is then averaged.
     */
    String boundary(ComputationGraphConfiguration configuration) {
        if (classifier == Classifier.NONE) {
            return logits;
        }
        String vertex = logits;
        while (!hasWeights(configuration, vertex)
                && configuration.getVertexInputs().get(vertex).size() == 1) {
            vertex = input(configuration, vertex);
        }
        String before = allPass(configuration, vertex);
        while (passes(configuration, before)) {
            before = input(configuration, before);
        }
        return configuration.getVertices().get(before) instanceof PreprocessorVertex flatten
                        && flatten.getPreProcessor() instanceof CnnToFeedForwardPreProcessor image
                        && image.getInputHeight() * image.getInputWidth() > 1
                ? input(configuration, before)
                : before;
    }

    /** The nearest vertex before one through which all paths to it go. */
    private static String allPass(ComputationGraphConfiguration configuration, String vertex) {
        String before = input(configuration, vertex);
        while (!before.equals(Architecture.INPUT) && reachesInput(configuration, vertex, before)) {
            before = input(configuration, before);
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

    private static boolean hasWeights(ComputationGraphConfiguration configuration, String vertex) {
        Object layer = GraphEdits.layer(configuration, vertex);
        return layer instanceof DenseLayer || layer instanceof ConvolutionLayer;
    }

    /**
     * How many classes a classifier has. A single sigmoid does not count, since it has one output for two classes; nor
     * do the pixels of a map.
     *
     * @param types the output type of each vertex
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
