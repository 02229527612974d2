package org.tl4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
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
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.graph.OwnedGraph;

class TrainingGraphTest {
    private static final Optimizer PLAIN = new Optimizer(Optimizer.Kind.SGD, 0, 0, 0, 0);
    private static final int CLASSES = 2;

    private final ComputationGraph whole = network();

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @AfterEach
    void free() {
        OwnedGraph.free(whole);
    }

    @Test
    void foldsABatchNormOnlyIntoAConvolutionOfItsOwn() {
        try (TrainingGraph working = TrainingGraph.of(start(BatchNormMode.FROZEN))) {
            assertThat(working.norms()).containsOnlyKeys("own", "first", "behind-shared", "behind-dense");
            assertThat(List.of("first", "behind-shared", "behind-dense"))
                    .allSatisfy(
                            name -> assertThat(working.graph().getLayer(name)).isInstanceOf(FixedBatchNormLayer.class));
            assertThat(working.graph().getConfiguration().getVertices().keySet())
                    .doesNotContain("folded", "rectifier");
        }
    }

    @Test
    void computesWhatTheWholeComputes() {
        TrainingSetup start = start(BatchNormMode.FROZEN);
        try (TrainingGraph working = TrainingGraph.of(start);
                INDArray input = Nd4j.randn(DataType.FLOAT, 4, 3, 6, 6);
                INDArray expected = whole.outputSingle(input)) {
            List<TrainedParameter> parameters = new ParameterMapping(start, working, PLAIN).all();
            assertThat(parameters)
                    .extracting(TrainedParameter::name)
                    .containsExactlyInAnyOrder(
                            "own.W", "own.b", "shared.W", "shared.b", "dense.W", "dense.b", "output.W", "output.b");
            try (INDArray found = working.graph().outputSingle(input)) {
                assertThat(found.equalsWithEps(expected, 1e-5)).isTrue();
            }
            parameters.forEach(TrainedParameter::close);
        }
    }

    @Test
    void leavesBatchNormsAloneThatAdapt() {
        try (TrainingGraph working = TrainingGraph.of(start(BatchNormMode.ADAPTIVE))) {
            assertThat(working.norms()).isEmpty();
            assertThat(working.graph().getLayer("behind-shared").conf().getLayer())
                    .isInstanceOf(BatchNormalization.class);
        }
    }

    @Test
    void closesTheScalesAndShiftsThatItMade() {
        TrainingGraph working = TrainingGraph.of(start(BatchNormMode.FROZEN));
        working.close();
        assertThat(working.norms().values()).hasSize(4).allSatisfy(norm -> {
            assertThat(norm.scale().wasClosed()).isTrue();
            assertThat(norm.shift().wasClosed()).isTrue();
        });
    }

    private TrainingSetup start(BatchNormMode mode) {
        List<LayerGroup> groups = List.of(
                new LayerGroup(
                        "all", List.of("first", "own", "folded", "shared", "behind-shared", "dense", "behind-dense")),
                new LayerGroup(TrainableNetwork.HEAD, List.of("output")));
        return TrainingSetup.whole(whole, List.of(3L, 6L, 6L), CLASSES, groups, mode);
    }

    /** Batch norms in every position: at the input, after convolutions with one and two users, and after a dense layer. */
    private static ComputationGraph network() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new NoOp())
                .activation(Activation.IDENTITY)
                .graphBuilder()
                .addInputs(Architecture.INPUT)
                .addLayer("first", batchNorm(), Architecture.INPUT)
                .addLayer("own", convolution(), "first")
                .addLayer("folded", batchNorm(), "own")
                .addLayer("shared", convolution(), "folded")
                .addLayer("behind-shared", batchNorm(), "shared")
                .addLayer("rectifier", new ActivationLayer(Activation.RELU), "behind-shared")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "shared", "rectifier")
                .addLayer("dense", new DenseLayer.Builder().nOut(5).build(), "sum")
                .addLayer("behind-dense", batchNorm(), "dense")
                .addLayer(
                        "output",
                        new OutputLayer.Builder()
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "behind-dense")
                .setOutputs("output")
                .setInputTypes(InputType.convolutional(6, 6, 3))
                .build());
        graph.init();
        for (var layer : graph.getLayers()) {
            if (layer.conf().getLayer() instanceof BatchNormalization) {
                layer.paramTable()
                        .forEach((key, values) ->
                                values.assign(Nd4j.rand(values.shape()).addi(0.5)));
            }
        }
        return graph;
    }

    private static BatchNormalization batchNorm() {
        return new BatchNormalization.Builder().useLogStd(false).build();
    }

    private static ConvolutionLayer convolution() {
        return new ConvolutionLayer.Builder(3, 3).nOut(4).build();
    }
}
