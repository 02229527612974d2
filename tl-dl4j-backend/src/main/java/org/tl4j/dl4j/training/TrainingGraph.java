package org.tl4j.dl4j.training;

import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.graph.GraphEdits;
import org.tl4j.dl4j.graph.OutputMode;
import org.tl4j.dl4j.graph.OwnedGraph;

/**
 * The graph that computes while a network is trained: only the trained part, with fixed batch norms folded and
 * convolutions fused. Its parameters are derived from those of the whole network; it is discarded after training.
 *
 * @param graph the graph, with random parameters at first
 * @param mode whether its outputs are classes or labels
 * @param norms the affine function of each fixed batch norm, by the name of the layer that computes it now
 */
record TrainingGraph(ComputationGraph graph, LabelMode mode, Map<String, ChannelAffine> norms)
        implements AutoCloseable {
    /**
     * Smaller probabilities are clipped to this value. DL4J's own value, 1e-10, hides a network that is always wrong: its
     * loss stays below 24.
     */
    private static final double SMALLEST = 1e-30;

    static TrainingGraph of(TrainingSetup start) {
        ComputationGraphConfiguration configuration =
                start.graph().getConfiguration().clone();
        removeBelow(configuration, start);
        Map<String, String> folded =
                start.batchNorm() == BatchNormMode.FROZEN ? BatchNormFolding.fold(configuration) : Map.of();
        ConvolutionFusion.fuse(configuration);
        FastRelu.use(configuration);
        LabelMode mode = OutputMode.of(configuration);
        configuration.getVertices().values().forEach(vertex -> acceptAnyTargets(vertex, start.classes(), mode));
        TrainingGraph working = new TrainingGraph(new ComputationGraph(configuration), mode, new HashMap<>());
        try {
            working.graph().init();
            folded.forEach((layer, batchNorm) ->
                    working.take(layer, ChannelAffine.of(start.graph().getLayer(batchNorm))));
            return working;
        } catch (RuntimeException | Error e) {
            working.close();
            throw e;
        }
    }

    private void take(String layer, ChannelAffine norm) {
        norms.put(layer, norm);
        if (graph.getLayer(layer) instanceof FixedBatchNormLayer fixed) {
            fixed.use(norm);
        }
    }

    private static void removeBelow(ComputationGraphConfiguration configuration, TrainingSetup start) {
        if (start.below().isEmpty()) {
            return;
        }
        configuration.getVertices().keySet().removeAll(start.below());
        configuration.getVertexInputs().keySet().removeAll(start.below());
        GraphEdits.rewire(configuration, start.cut(), Architecture.INPUT);
    }

    /** DL4J's gradient is correct for targets that do not sum to 1 only if the loss has weights; all weights are 1. */
    private static void acceptAnyTargets(GraphVertex vertex, int classes, LabelMode mode) {
        if (vertex instanceof LayerVertex layerVertex) {
            Layer layer = layerVertex.getLayerConf().getLayer();
            if (layer instanceof BaseOutputLayer output) {
                output.setLossFn(loss(classes, mode));
            } else if (layer instanceof LossLayer output) {
                output.setLossFn(loss(classes, mode));
            }
        }
    }

    private static ILossFunction loss(int classes, LabelMode mode) {
        return mode == LabelMode.SINGLE_LABEL
                ? new LossMCXENT(SMALLEST, Nd4j.ones(1, classes))
                : new BinaryCrossEntropy();
    }

    /** Whether a loss is the one that every output of a training graph gets: cross-entropy with a weight of 1 per class. */
    static boolean isItsLoss(ILossFunction loss) {
        return loss.getClass() == LossMCXENT.class
                && loss instanceof LossMCXENT entropy
                && Double.compare(entropy.getSoftmaxClipEps(), SMALLEST) == 0
                && entropy.getWeights() != null
                && entropy.getWeights().minNumber().doubleValue() == 1
                && entropy.getWeights().maxNumber().doubleValue() == 1;
    }

    /** Returns the mean loss of a batch; the gradients, summed over the batch, are in the views of the layers. */
    double gradients(INDArray inputs, INDArray targets) {
        graph.setInputs(inputs);
        if (mode == LabelMode.SINGLE_LABEL) {
            graph.setLabels(targets);
            return gradients();
        }
        weights().use(targets);
        try (INDArray unused = Nd4j.zeros(inputs.size(0), targets.size(1) / 2)) {
            graph.setLabels(unused);
            return gradients();
        }
    }

    /** The loss of the last layer, which takes weights in place of targets. */
    private BinaryCrossEntropy weights() {
        Layer layer = graph.getOutputLayer(0).conf().getLayer();
        ILossFunction loss =
                layer instanceof LossLayer output ? output.getLossFn() : ((BaseOutputLayer) layer).getLossFn();
        return (BinaryCrossEntropy) loss;
    }

    private double gradients() {
        graph.computeGradientAndScore();
        double loss = graph.score();
        graph.clear();
        return loss;
    }

    @Override
    public void close() {
        norms.values().forEach(ChannelAffine::close);
        OwnedGraph.free(graph);
    }
}
