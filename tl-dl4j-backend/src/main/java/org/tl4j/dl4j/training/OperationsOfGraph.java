package org.tl4j.dl4j.training;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.training.onednn.Operation;
import org.tl4j.dl4j.training.onednn.Rectifier;
import org.tl4j.dl4j.training.onednn.StepExecutor;

/** Describes a training graph as operations of oneDNN on views of the graph's parameters and gradients. */
final class OperationsOfGraph {
    private final TrainingGraph working;
    private final ComputationGraphConfiguration configuration;
    private final ParameterViews views;
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    /** The name of the operation that computes a vertex. */
    private final Map<String, String> names = new HashMap<>(Map.of(Architecture.INPUT, StepExecutor.INPUT));

    /**
     * @param working a training graph with gradient views
     * @param trained whether a layer, by its name, needs gradients
     */
    OperationsOfGraph(TrainingGraph working, Predicate<String> trained) {
        this.working = working;
        this.configuration = working.graph().getConfiguration();
        this.views = new ParameterViews(working.graph(), trained);
    }

    /**
     * All operations in the order of computation, the last of which computes the logits.
     *
     * @throws UntranslatableLayerException naming the first layer that has no operation
     */
    List<Operation> all() throws UntranslatableLayerException {
        for (int index : working.graph().topologicalSortOrder()) {
            String name = working.graph().getVertices()[index].getVertexName();
            if (!names.containsKey(name)) {
                vertex(name);
            }
        }
        return List.copyOf(operations.values());
    }

    private void vertex(String name) throws UntranslatableLayerException {
        List<String> inputs = configuration.getVertexInputs().get(name);
        List<String> from = inputs.stream().map(names::get).toList();
        var vertex = configuration.getVertices().get(name);
        if (vertex instanceof LayerVertex layer) {
            layer(name, from.get(0), layer);
        } else if (vertex instanceof ElementWiseVertex sum
                && sum.getOp() == ElementWiseVertex.Op.Add
                && from.size() == 2) {
            add(new Operation.Sum(name, from.get(0), from.get(1), Rectifier.IDENTITY));
        } else if (vertex instanceof MergeVertex merge && merge.getMergeAxis() == 1) {
            add(new Operation.Concatenation(name, from));
        } else {
            throw new UntranslatableLayerException(name, vertex.getClass().getSimpleName());
        }
    }

    private void add(Operation operation) {
        operations.put(operation.name(), operation);
        names.put(operation.name(), operation.name());
    }

    private void layer(String name, String from, LayerVertex vertex) throws UntranslatableLayerException {
        var layer = vertex.getLayerConf().getLayer();
        if (layer.getIDropout() != null || (layer instanceof BaseLayer base && changesTraining(base))) {
            throw new UntranslatableLayerException(name, "dropout, weight noise or a penalty");
        }
        if (vertex.getPreProcessor() != null && !(layer instanceof DenseLayer || layer instanceof OutputLayer)) {
            throw new UntranslatableLayerException(
                    name, vertex.getPreProcessor().getClass().getSimpleName());
        }
        if (layer instanceof ActivationLayer activation && layer.getClass() == ActivationLayer.class) {
            activation(name, from, rectifier(name, activation.getActivationFn()));
        } else if (layer instanceof FixedBatchNorm norm) {
            add(ParameterViews.affine(name, from, working.norms().get(name), rectifier(name, norm.getActivationFn())));
        } else if (layer instanceof ConvolutionLayer convolution) {
            add(views.convolution(name, from, convolution, rectifier(name, convolution.getActivationFn())));
        } else if (layer instanceof SubsamplingLayer pooling && layer.getClass() == SubsamplingLayer.class) {
            add(Poolings.of(name, from, pooling));
        } else if (layer instanceof GlobalPoolingLayer pooling) {
            add(Poolings.of(name, from, pooling));
        } else if (layer instanceof DenseLayer dense && layer.getClass() == DenseLayer.class && !dense.hasLayerNorm()) {
            add(views.dense(name, from, dense, image(name, vertex), rectifier(name, dense.getActivationFn())));
        } else if (layer instanceof OutputLayer output
                && layer.getClass() == OutputLayer.class
                && isCrossEntropy(output.getActivationFn(), output.getLossFn())) {
            add(views.dense(name, from, output, image(name, vertex), Rectifier.IDENTITY));
        } else if (layer instanceof LossLayer output && isCrossEntropy(output.getActivationFn(), output.getLossFn())) {
            names.put(name, from);
        } else {
            throw new UntranslatableLayerException(name, layer.getClass().getSimpleName());
        }
    }

    /** Whether an output computes what the executor computes after the logits. */
    private static boolean isCrossEntropy(IActivation activation, ILossFunction loss) {
        return (activation instanceof ActivationSoftmax && TrainingGraph.isItsLoss(loss))
                || (activation instanceof ActivationSigmoid && loss instanceof BinaryCrossEntropy);
    }

    private static boolean changesTraining(BaseLayer layer) {
        return layer.getWeightNoise() != null
                || notEmpty(layer.getRegularization())
                || notEmpty(layer.getRegularizationBias());
    }

    private static boolean notEmpty(List<?> list) {
        return list != null && !list.isEmpty();
    }

    /** Fuses the activation into the operation before it, if nothing else takes its result. */
    private void activation(String name, String from, Rectifier rectifier) {
        boolean only = configuration.getVertexInputs().values().stream()
                        .flatMap(List::stream)
                        .filter(input -> from.equals(names.get(input)))
                        .count()
                == 1;
        Operation before = operations.get(from);
        if (rectifier == Rectifier.IDENTITY) {
            names.put(name, from);
        } else if (only
                && before instanceof Operation.Convolution convolution
                && convolution.rectifier() == Rectifier.IDENTITY) {
            operations.put(from, convolution.with(rectifier));
            names.put(name, from);
        } else if (only && before instanceof Operation.Sum sum && sum.rectifier() == Rectifier.IDENTITY) {
            operations.put(from, new Operation.Sum(from, sum.first(), sum.second(), rectifier));
            names.put(name, from);
        } else {
            add(new Operation.Activation(name, from, rectifier));
        }
    }

    private static Rectifier rectifier(String name, IActivation activation) throws UntranslatableLayerException {
        if (activation instanceof ActivationIdentity) {
            return Rectifier.IDENTITY;
        }
        if (activation instanceof FastRelu || activation.equals(new ActivationReLU())) {
            return Rectifier.RELU;
        }
        if (activation instanceof ActivationReLU6) {
            return Rectifier.RELU6;
        }
        throw new UntranslatableLayerException(name, "activation " + activation);
    }

    /** Channels, height and width of the image that a dense layer takes in; empty for a row of features. */
    private static List<Long> image(String name, LayerVertex vertex) throws UntranslatableLayerException {
        InputPreProcessor before = vertex.getPreProcessor();
        if (before == null) {
            return List.of();
        }
        if (before instanceof CnnToFeedForwardPreProcessor flatten
                && before.getClass() == CnnToFeedForwardPreProcessor.class) {
            return List.of(flatten.getNumChannels(), flatten.getInputHeight(), flatten.getInputWidth());
        }
        throw new UntranslatableLayerException(name, before.getClass().getSimpleName());
    }
}
