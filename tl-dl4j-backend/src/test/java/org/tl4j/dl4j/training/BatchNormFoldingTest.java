package org.tl4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.architecture.Architectures;
import org.tl4j.dl4j.graph.GraphEdits;

class BatchNormFoldingTest {
    private static final Preprocessing PHOTOS = new Preprocessing(
            new ResizeRule.ShorterSide(256),
            ImageSize.square(224),
            ChannelOrder.RGB,
            1,
            List.of(0.0, 0.0, 0.0),
            List.of(1.0, 1.0, 1.0));

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    /** The configuration only: with parameters it needs half a gigabyte. */
    @Test
    void takesEveryBatchNormOfVgg() {
        ComputationGraphConfiguration configuration = Architectures.named("vgg11_bn")
                .configuration(PHOTOS, 2, new Architecture.Initialisation(0, new NoOp()));

        assertThat(BatchNormFolding.fold(configuration))
                .hasSize(8)
                .containsEntry("features.0", "features.1")
                .containsEntry("features.25", "features.26");
        assertThat(configuration.getVertices().keySet())
                .noneMatch(name -> GraphEdits.layer(configuration, name) instanceof BatchNormalization);
    }

    /** As in VGG, where a convolution has a bias although a batch norm follows. */
    @Test
    void takesInABiasAsWell() {
        ComputationGraph graph = new ComputationGraph(convolutionWithBias());
        graph.init();
        fill(graph.getLayer("convolution").paramTable());
        fill(graph.getLayer("norm").paramTable());
        TrainingSetup start = TrainingSetup.whole(
                graph,
                List.of(3L, 5L, 5L),
                2,
                List.of(
                        new LayerGroup("all", List.of("convolution", "norm")),
                        new LayerGroup(TrainableNetwork.HEAD, List.of("output"))),
                BatchNormMode.FROZEN);

        try (TrainingGraph working = TrainingGraph.of(start);
                INDArray images = Nd4j.rand(DataType.FLOAT, 2, 3, 5, 5)) {
            new ParameterMapping(start, working, new Optimizer(Optimizer.Kind.SGD, 0, 0, 0, 0)).all();

            float[] expected = graph.outputSingle(images).data().asFloat();
            assertThat(working.graph().getLayers()).hasSize(2);
            assertThat(working.graph().outputSingle(images).data().asFloat()).containsExactly(expected, within(1e-5f));
        } finally {
            graph.close();
        }
    }

    /** Values from 0.5 to 1, because variances are above 0. */
    private static void fill(Map<String, INDArray> parameters) {
        parameters.values().forEach(parameter -> {
            try (INDArray drawn = Nd4j.rand(DataType.FLOAT, parameter.shape())) {
                parameter.assign(drawn.muli(0.5).addi(0.5));
            }
        });
    }

    private static ComputationGraphConfiguration convolutionWithBias() {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new NoOp())
                .activation(Activation.IDENTITY)
                .graphBuilder()
                .addInputs(Architecture.INPUT)
                .addLayer(
                        "convolution",
                        new ConvolutionLayer.Builder(3, 3).nOut(4).hasBias(true).build(),
                        Architecture.INPUT)
                .addLayer(
                        "norm",
                        new BatchNormalization.Builder(0.9, false)
                                .useLogStd(false)
                                .build(),
                        "convolution")
                .addLayer(
                        "output",
                        new OutputLayer.Builder()
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "norm")
                .setOutputs("output")
                .setInputTypes(InputType.convolutional(5, 5, 3))
                .build();
    }
}
