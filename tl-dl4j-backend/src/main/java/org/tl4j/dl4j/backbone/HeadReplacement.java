package org.tl4j.dl4j.backbone;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.network.LinearHead;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.graph.GraphPaths;
import org.tl4j.dl4j.graph.InputScaling;
import org.tl4j.dl4j.graph.OwnedGraph;

/**
 * The graph surgery of transfer learning: everything after the boundary is removed, a new output layer for the new
 * labels is added, and the part that is not trained is frozen.
 */
final class HeadReplacement {
    static final String OUTPUT = "output";

    private HeadReplacement() {}

    /**
     * A new graph; {@code pretrained} stays as it is.
     *
     * @param boundary the last vertices that are kept
     * @param shapes of their outputs, in their order
     * @param frozen the last frozen vertices; none trains all
     * @param head the parameters of the new layer
     */
    static ComputationGraph replace(
            ComputationGraph pretrained,
            Boundary boundary,
            List<FeatureShape> shapes,
            List<String> frozen,
            LinearHead head) {
        ComputationGraph graph =
                surgery(pretrained, boundary, shapes, frozen, outputLayer(boundary, head.classes(), head.mode()));
        try (INDArray weights = Nd4j.create(head.weights(), new long[] {head.inputs(), head.classes()}, 'c');
                INDArray biases = Nd4j.create(head.biases(), new long[] {1, head.classes()}, 'c')) {
            graph.getLayer(OUTPUT).setParam("W", weights);
            graph.getLayer(OUTPUT).setParam("b", biases);
        }
        return graph;
    }

    /** The same graph with random initial weights; the scaling of pixels stays, since it is not a weight. */
    static ComputationGraph renew(
            ComputationGraph pretrained, Boundary boundary, List<FeatureShape> shapes, LabelSet labels, long seed) {
        try (OwnedGraph structure = new OwnedGraph(surgery(
                pretrained, boundary, shapes, List.of(), outputLayer(boundary, labels.size(), labels.mode())))) {
            var configuration = structure.use(graph -> graph.getConfiguration().clone());
            configuration.getVertices().values().stream()
                    .filter(LayerVertex.class::isInstance)
                    .forEach(vertex ->
                            ((LayerVertex) vertex).getLayerConf().setSeed(Architecture.Initialisation.accepted(seed)));
            configuration.getDefaultConfiguration().setSeed(Architecture.Initialisation.accepted(seed));
            ComputationGraph graph = new ComputationGraph(configuration);
            graph.init();
            copy(pretrained, graph, InputScaling.layers(configuration));
            return graph;
        }
    }

    private static ComputationGraph surgery(
            ComputationGraph pretrained,
            Boundary boundary,
            List<FeatureShape> shapes,
            List<String> frozen,
            OutputLayer output) {
        Set<String> kept = GraphPaths.upTo(pretrained.getConfiguration(), boundary.vertices());
        // fineTuneConfiguration must come first: after edits DL4J silently discards them
        var surgery = new TransferLearning.GraphBuilder(pretrained)
                .fineTuneConfiguration(new FineTuneConfiguration.Builder()
                        // nothing is random here; without a seed DL4J writes the time into the configuration
                        .seed(0)
                        .updater(new Adam())
                        .build());
        if (!frozen.isEmpty()) {
            surgery.setFeatureExtractor(frozen.toArray(String[]::new));
        }
        pretrained.getConfiguration().getVertices().keySet().stream()
                .filter(vertex -> !kept.contains(vertex))
                .forEach(surgery::removeVertexAndConnections);
        PoolingLayers top = PoolingLayers.of(boundary, shapes, kept);
        top.additions()
                .forEach(addition -> surgery.addVertex(
                        addition.name(), addition.vertex(), addition.inputs().toArray(String[]::new)));
        ComputationGraph graph = surgery.addLayer(OUTPUT, output, top.vertex())
                .setOutputs(OUTPUT)
                .build();
        copy(pretrained, graph, kept);
        return graph;
    }

    /** DL4J's surgery mixes up the parameters of separable convolutions. */
    private static void copy(ComputationGraph from, ComputationGraph to, Set<String> layers) {
        for (Layer layer : from.getLayers()) {
            String name = layer.conf().getLayer().getLayerName();
            if (layers.contains(name)) {
                Map<String, INDArray> target = to.getLayer(name).paramTable();
                layer.paramTable().forEach((key, values) -> target.get(key).assign(values));
            }
        }
    }

    private static OutputLayer outputLayer(Boundary boundary, int classes, LabelMode mode) {
        boolean single = mode == LabelMode.SINGLE_LABEL;
        return new OutputLayer.Builder(single ? LossFunction.MCXENT : LossFunction.XENT)
                .nIn(boundary.width())
                .nOut(classes)
                .activation(single ? Activation.SOFTMAX : Activation.SIGMOID)
                .build();
    }
}
