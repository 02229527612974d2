package org.tl4j.dl4j.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.error.BundleException;
import org.tl4j.dl4j.Started;

class InputCopiesTest {
    private static final ConfigurationJson BUNDLE =
            new ConfigurationJson("network.json", "train it again", BundleException::new);

    @Test
    void whatElseTakesInTheInputFindsItAsItWas() {
        // |x| = max(x, 0) + max(-x, 0): the mean of -1, 2, -3 and 4 without signs
        assertThat(answer(absolute("input"))).isEqualTo(2.5f);
    }

    @Test
    void soDoesWhatStandsBehindAVertexThatHandsTheInputOn() {
        assertThat(answer(absolute("same"))).isEqualTo(2.5f);
    }

    @Test
    void soDoesWhatStandsBesideAFrozenActivation() {
        ComputationGraphConfiguration wrapped = absolute("input");
        wrapped.getVertices().computeIfPresent("positive", (name, vertex) -> new FrozenVertex(vertex));
        assertThat(answer(wrapped)).isEqualTo(2.5f);

        ComputationGraphConfiguration frozen = absolute("input");
        LayerVertex positive = (LayerVertex) frozen.getVertices().get("positive");
        FrozenLayerWithBackprop layer =
                new FrozenLayerWithBackprop(positive.getLayerConf().getLayer());
        layer.setLayerName("positive");
        positive.getLayerConf().setLayer(layer);
        assertThat(answer(frozen)).isEqualTo(2.5f);
    }

    @Test
    void graphThatWasProtectedStaysAsItIs() {
        ComputationGraphConfiguration once = BUNDLE.graph(absolute("input").toJson());

        assertThat(BUNDLE.graph(once.toJson()).getVertices().keySet())
                .isEqualTo(once.getVertices().keySet())
                .hasSize(absolute("input").getVertices().size() + 1);
    }

    private static ComputationGraphConfiguration absolute(String first) {
        Started.runtime();
        return new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(2, 2, 1))
                .addVertex("same", new MergeVertex(), "input")
                .addLayer("positive", new ActivationLayer(Activation.RELU), first)
                .addVertex("mirrored", new ScaleVertex(-1), first.equals("same") ? "input" : "same")
                .addLayer("negative", new ActivationLayer(Activation.RELU), "mirrored")
                .addVertex("absolute", new ElementWiseVertex(ElementWiseVertex.Op.Add), "positive", "negative")
                .addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), "absolute")
                .setOutputs("mean")
                .build();
    }

    private static float answer(ComputationGraphConfiguration configuration) {
        ComputationGraph graph = new ComputationGraph(BUNDLE.graph(configuration.toJson()));
        graph.init();
        try (INDArray image = Nd4j.createFromArray(-1f, 2f, -3f, 4f).reshape(1, 1, 2, 2);
                INDArray output = graph.outputSingle(image)) {
            return output.getFloat(0);
        } finally {
            OwnedGraph.free(graph);
        }
    }
}
