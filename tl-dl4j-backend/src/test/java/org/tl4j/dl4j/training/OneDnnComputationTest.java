package org.tl4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.ExampleBatch;
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
import org.tl4j.dl4j.graph.Arrays4j;
import org.tl4j.dl4j.graph.OwnedGraph;
import org.tl4j.dl4j.training.onednn.Operation;
import org.tl4j.dl4j.training.onednn.Rectifier;
import org.tl4j.dl4j.training.onednn.StepExecutor;

/** oneDNN computes the outputs and gradients of Deeplearning4j, for whole networks. */
class OneDnnComputationTest {
    private static final Optimizer PLAIN = new Optimizer(Optimizer.Kind.SGD, 0, 0, 0, 0);
    private static final int CLASSES = 5;
    private static final int EXAMPLES = 3;

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @ParameterizedTest
    @CsvSource({
        "resnet18, 64, 48",
        "resnet50, 33, 64",
        "squeezenet1_1, 96, 80",
        "mobilenet_v2, 65, 64",
        "densenet121, 32, 64"
    })
    void computesOutputsAndGradientsOfTheGraph(String name, int width, int height) {
        assertSame(start(name, new ImageSize(width, height), BatchNormMode.FROZEN), 3 * width * height);
    }

    /** A value that several operations take, one of them twice, has the sum of their gradients. */
    @Test
    void addsUpTheGradientsOfSharedValues() {
        assertSame(
                whole(branched(), List.of("stem", "left", "right"), "classifier", 9, 11, BatchNormMode.FROZEN),
                3 * 9 * 11);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void computesOutputsAndGradientsOfSeveralLabels(int labels) {
        ComputationGraph graph = branched(Activation.SIGMOID, labels);
        TrainingSetup start = TrainingSetup.whole(
                graph,
                List.of(3L, 9L, 11L),
                labels,
                List.of(
                        new LayerGroup("all", List.of("stem", "left", "right")),
                        new LayerGroup(TrainableNetwork.HEAD, List.of("classifier"))),
                BatchNormMode.FROZEN);
        assertSame(start, batch(3 * 9 * 11, 2 * labels));
    }

    @ParameterizedTest
    @CsvSource({"resnet20, FROZEN", "resnet18, ADAPTIVE", "efficientnet_b0, FROZEN"})
    void leavesOtherLayersToDeeplearning4j(String name, BatchNormMode mode) {
        TrainingSetup start = start(name, ImageSize.square(32), mode);
        try (TrainingGraph working = TrainingGraph.of(start)) {
            new ParameterMapping(start, working, PLAIN).all().forEach(TrainedParameter::close);
            try (StepComputation computation = OneDnnComputation.of(working, start)) {
                assertThat(computation).isInstanceOf(GraphComputation.class);
            }
        }
        OwnedGraph.free(start.graph());
    }

    @Test
    void leavesAnotherLossToDeeplearning4j() {
        TrainingSetup start =
                whole(branched(), List.of("stem", "left", "right"), "classifier", 9, 11, BatchNormMode.FROZEN);
        try (TrainingGraph working = TrainingGraph.of(start)) {
            new ParameterMapping(start, working, PLAIN).all().forEach(TrainedParameter::close);
            LayerVertex output = (LayerVertex)
                    working.graph().getConfiguration().getVertices().get("classifier");
            ((OutputLayer) output.getLayerConf().getLayer()).setLossFn(new LossMCXENT());
            try (StepComputation computation = OneDnnComputation.of(working, start)) {
                assertThat(computation).isInstanceOf(GraphComputation.class);
            }
        }
        OwnedGraph.free(start.graph());
    }

    /** A plan that fails, for a shape or for memory, is no failure of the step. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesWhatCannotBePlannedToDeeplearning4j(boolean withoutMemory) {
        TrainingSetup start =
                whole(branched(), List.of("stem", "left", "right"), "classifier", 9, 11, BatchNormMode.FROZEN);
        try (TrainingGraph working = TrainingGraph.of(start)) {
            new ParameterMapping(start, working, PLAIN).all().forEach(TrainedParameter::close);
            ExampleBatch batch = batch(3 * 9 * 11);
            GraphComputation graph = new GraphComputation(working, start.inputShape());
            Operation impossible = new Operation.Activation("missing", "nothing", Rectifier.RELU);
            StepExecutor executor = new StepExecutor(List.of(impossible), start.inputShape(), LabelMode.SINGLE_LABEL);
            try (OneDnnComputation fast = new OneDnnComputation(executor, graph)) {
                if (withoutMemory) {
                    assertThat(fast.usable(() -> {
                                throw new OutOfMemoryError("physical memory usage is too high");
                            }))
                            .isFalse();
                }
                assertSameGradients(fast, graph, batch, working);
                assertSameOutputs(fast, graph, batch);
                fast.parametersChanged();
                assertThat(fast.usable(() -> {})).isFalse();
            }
        }
        OwnedGraph.free(start.graph());
    }

    @Test
    void aClosedExecutorPlansNothing() {
        StepExecutor executor = new StepExecutor(List.of(), List.of(3L, 9L, 11L), LabelMode.SINGLE_LABEL);
        executor.close();

        assertThatIllegalStateException().isThrownBy(() -> executor.prepareSteps(1));
        assertThatIllegalStateException().isThrownBy(() -> executor.prepareOutputs(1));
    }

    @Test
    void saysWhatComputesTrainingSteps() {
        assertThat(TrainingSteps.computedBy()).matches("oneDNN \\d+(\\.\\d+)+");
        System.setProperty(TrainingSteps.PROPERTY, "false");
        try {
            assertThat(TrainingSteps.computedBy()).isEqualTo("Deeplearning4j, because tl.onednn.steps is false");
        } finally {
            System.clearProperty(TrainingSteps.PROPERTY);
        }
    }

    private static void assertSame(TrainingSetup start, int width) {
        assertSame(start, batch(width));
    }

    private static void assertSame(TrainingSetup start, ExampleBatch batch) {
        try (TrainingGraph working = TrainingGraph.of(start)) {
            List<TrainedParameter> parameters = new ParameterMapping(start, working, PLAIN).all();
            GraphComputation graph = new GraphComputation(working, start.inputShape());
            try (StepComputation fast = OneDnnComputation.of(working, start)) {
                assertThat(fast).isInstanceOf(OneDnnComputation.class);
                assertSameOutputs(fast, graph, batch.first(1));
                assertSameGradients(fast, graph, batch, working);
                // the last example has no part in it
                assertSameGradients(fast, graph, batch.first(2), working);
                assertSameOutputs(fast, graph, batch);
                change(parameters);
                fast.parametersChanged();
                assertSameGradients(fast, graph, batch, working);
            }
            parameters.forEach(TrainedParameter::close);
        }
        OwnedGraph.free(start.graph());
    }

    private static void change(List<TrainedParameter> parameters) {
        for (TrainedParameter parameter : parameters) {
            parameter.parameter().muli(0.9);
            parameter.refresh();
        }
    }

    private static void assertSameOutputs(StepComputation fast, StepComputation graph, ExampleBatch batch) {
        float[][] expected = graph.probabilities(batch);
        float[][] found = fast.probabilities(batch);
        assertThat(found).hasSameDimensionsAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).containsExactly(expected[i], within(5e-5f));
        }
    }

    private static void assertSameGradients(
            StepComputation fast, StepComputation graph, ExampleBatch batch, TrainingGraph working) {
        double loss = graph.gradients(batch);
        Map<String, float[]> expected = gradients(working);
        assertThat(fast.gradients(batch)).isCloseTo(loss, within(1e-4 * Math.abs(loss)));
        assertClose(gradients(working), expected);
    }

    private static void assertClose(Map<String, float[]> found, Map<String, float[]> expected) {
        expected.forEach((name, values) -> {
            double length = 0;
            double difference = 0;
            for (int i = 0; i < values.length; i++) {
                length = Math.hypot(length, values[i]);
                difference = Math.hypot(difference, values[i] - found.get(name)[i]);
            }
            // values beside the kink of a ReLU may fall to either side
            assertThat(difference).as(name).isLessThanOrEqualTo(5e-3 * length + 1e-9);
        });
    }

    private static Map<String, float[]> gradients(TrainingGraph working) {
        Map<String, float[]> all = new LinkedHashMap<>();
        for (Layer layer : working.graph().getLayers()) {
            if (layer.numParams() > 0) {
                ParameterMapping.gradients(layer)
                        .forEach((key, values) ->
                                all.put(layer.conf().getLayer().getLayerName() + "." + key, Arrays4j.values(values)));
            }
        }
        return all;
    }

    static TrainingSetup start(String name, ImageSize size, BatchNormMode mode) {
        Architecture architecture = Architectures.named(name);
        Preprocessing input = new Preprocessing(
                new ResizeRule.Exact(size), size, ChannelOrder.RGB, 1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
        ComputationGraph graph = new ComputationGraph(
                architecture.configuration(input, CLASSES, new Architecture.Initialisation(7, new NoOp())));
        graph.init();
        perturb(graph);
        List<String> all = new ArrayList<>();
        for (Layer layer : graph.getLayers()) {
            all.add(layer.conf().getLayer().getLayerName());
        }
        String head = architecture.classifierBias().replaceFirst("\\.bias$", "");
        all.remove(head);
        return whole(graph, all, head, size.height(), size.width(), mode);
    }

    private static TrainingSetup whole(
            ComputationGraph graph, List<String> body, String head, long height, long width, BatchNormMode mode) {
        return TrainingSetup.whole(
                graph,
                List.of(3L, height, width),
                CLASSES,
                List.of(new LayerGroup("all", body), new LayerGroup(TrainableNetwork.HEAD, List.of(head))),
                mode);
    }

    private static ComputationGraph branched() {
        return branched(Activation.SOFTMAX, CLASSES);
    }

    private static ComputationGraph branched(Activation last, int outputs) {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new NoOp())
                .activation(Activation.IDENTITY)
                .graphBuilder()
                .addInputs(Architecture.INPUT)
                .addLayer(
                        "stem",
                        new ConvolutionLayer.Builder(3, 3).stride(2, 1).nOut(20).build(),
                        Architecture.INPUT)
                .addLayer("rectified", new ActivationLayer(Activation.RELU), "stem")
                .addLayer("left", new ConvolutionLayer.Builder(1, 1).nOut(20).build(), "stem")
                .addLayer("clipped", new ActivationLayer(Activation.RELU6), "left")
                .addVertex("twice", new ElementWiseVertex(ElementWiseVertex.Op.Add), "stem", "stem")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "twice", "clipped")
                .addLayer("positive", new ActivationLayer(Activation.RELU), "sum")
                .addVertex("join", new MergeVertex(), "positive", "rectified", "sum")
                .addLayer(
                        "right",
                        new ConvolutionLayer.Builder(2, 3)
                                .nOut(7)
                                .activation(Activation.RELU)
                                .build(),
                        "join")
                .addLayer(
                        "largest",
                        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2})
                                .stride(1, 2)
                                .padding(1, 0)
                                .build(),
                        "right")
                .addLayer(
                        "classifier",
                        new OutputLayer.Builder(last == Activation.SIGMOID ? LossFunction.XENT : LossFunction.MCXENT)
                                .nOut(outputs)
                                .activation(last)
                                .build(),
                        "largest")
                .setOutputs("classifier")
                .setInputTypes(InputType.convolutional(9, 11, 3))
                .build());
        graph.init();
        perturb(graph);
        return graph;
    }

    /** With batch norms like those of a trained network, and biases that are not 0. */
    private static void perturb(ComputationGraph graph) {
        Random random = new Random(5);
        for (Layer layer : graph.getLayers()) {
            layer.paramTable().forEach((key, values) -> {
                boolean positive = key.equals("gamma") || key.equals("var");
                if (layer.conf().getLayer() instanceof BatchNormalization || key.equals("b")) {
                    for (long i = 0; i < values.length(); i++) {
                        values.putScalar(
                                i, positive ? 0.7 + 0.6 * random.nextDouble() : 0.4 * random.nextDouble() - 0.2);
                    }
                }
            });
        }
    }

    static ExampleBatch batch(int width) {
        return batch(width, CLASSES);
    }

    private static ExampleBatch batch(int width, int targets) {
        ExampleBatch batch = ExampleBatch.allocate(EXAMPLES, width, targets);
        Random random = new Random(3);
        for (int i = 0; i < batch.inputs().limit(); i++) {
            batch.inputs().put(i, (float) random.nextGaussian());
        }
        for (int i = 0; i < batch.targets().limit(); i++) {
            // as by label smoothing, mixed images and class weights: no row sums to 1
            batch.targets().put(i, random.nextFloat());
        }
        return batch;
    }
}
