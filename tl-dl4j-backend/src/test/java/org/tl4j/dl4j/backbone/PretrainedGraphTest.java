package org.tl4j.dl4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureVector;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorSet;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.architecture.Architecture;

/** Weights of a dense layer over a whole image, with the names and shapes of two publishers. */
class PretrainedGraphTest {
    private static final ImageSize SIZE = new ImageSize(3, 2);
    private static final int INPUTS = 3 * 2 * 3;
    private static final int HIDDEN = 4;
    private static final Preprocessing INPUT = new Preprocessing(
            new ResizeRule.Exact(SIZE), SIZE, ChannelOrder.RGB, 1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    private final Tensor denseWeight = tensor("dense.weight", HIDDEN, INPUTS);
    private final Tensor denseBias = tensor("dense.bias", HIDDEN);
    private final Tensor outputWeight = tensor("output.weight", 2, HIDDEN);
    private final Tensor outputBias = tensor("output.bias", 2);

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @Test
    void bothSpellingsFillTheSameNetwork() {
        float[] image = TuningKit.numbers(tensor("image", INPUTS));
        float[] expected = expectedHidden(image);

        assertThat(hidden(weights(denseWeight, denseBias, outputWeight, outputBias), image))
                .containsExactly(expected, within(1e-5f));
        assertThat(hidden(
                        weights(
                                renamed(denseWeight, "conv.weight", List.of(HIDDEN, 3, 2, 3)),
                                renamed(denseBias, "conv.bias", List.of(HIDDEN)),
                                renamed(outputWeight, "head.fc.weight", List.of(2, HIDDEN)),
                                renamed(outputBias, "head.fc.bias", List.of(2))),
                        image))
                .containsExactly(expected, within(1e-5f));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "module.",
                "model.",
                "backbone.",
                "_orig_mod.",
                "module.model.",
                "state_dict.net.encoder.",
                "dense."
            })
    void whatAllNamesBeginWithIsLeftOut(String prefix) {
        float[] image = TuningKit.numbers(tensor("image", INPUTS));
        Tensor[] wrapped = Stream.of(
                        renamed(denseWeight, "conv.weight", List.of(HIDDEN, 3, 2, 3)),
                        denseBias,
                        outputWeight,
                        outputBias,
                        tensor("bn.num_batches_tracked"))
                .map(tensor -> renamed(tensor, prefix + tensor.name(), tensor.shape()))
                .toArray(Tensor[]::new);
        assertThat(hidden(weights(wrapped), image)).containsExactly(expectedHidden(image), within(1e-5f));
        assertThat(PretrainedGraph.classes(new OneDense(), INPUT, weights(wrapped), "of a test"))
                .hasValue(2);
    }

    @Test
    void twoNamesOfOneParameterAreBothNamed() {
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> build(weights(
                        renamed(denseWeight, "module.dense.weight", denseWeight.shape()),
                        renamed(denseBias, "module.dense.bias", denseBias.shape()),
                        renamed(outputWeight, "module.other.weight", outputWeight.shape()),
                        renamed(outputWeight, "other.weight", outputWeight.shape()))))
                .withMessageContainingAll("module.other.weight", " and other.weight", "one tensor for each parameter");
    }

    @Test
    void prefixThatNotAllLayersHaveIsRefused() {
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> build(weights(
                        renamed(denseWeight, "module.dense.weight", denseWeight.shape()),
                        renamed(denseBias, "module.dense.bias", denseBias.shape()),
                        outputWeight)))
                .withMessageContainingAll("weights of a test", "same prefix, such as module.", "output.weight");
    }

    @Test
    void namesWithAndWithoutThePrefixAreNotMixed() {
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> build(weights(
                        renamed(denseWeight, "module.dense.weight", denseWeight.shape()),
                        renamed(denseBias, "module.dense.bias", denseBias.shape()),
                        renamed(outputWeight, "ema.output.weight", outputWeight.shape()),
                        renamed(outputBias, "ema.output.bias", outputBias.shape()))))
                .withMessageContaining("same prefix");
    }

    @Test
    void aBackboneWithoutClassifierIsEnoughForFeatures() {
        float[] image = TuningKit.numbers(tensor("image", INPUTS));
        TensorSet alone = weights(
                renamed(denseWeight, "backbone.dense.weight", denseWeight.shape()),
                renamed(denseBias, "backbone.dense.bias", denseBias.shape()));
        assertThat(hidden(alone, image)).containsExactly(expectedHidden(image), within(1e-5f));
        WholeNetwork network = PretrainedGraph.build(new OneDense(), INPUT, alone, "of a test");
        try {
            assertThat(network.absent()).containsExactly("output");
            network.requirePresent(Set.of("dense"), "of a test");
            assertThatExceptionOfType(WeightsException.class)
                    .isThrownBy(() -> network.requirePresent(Set.of("dense", "output"), "of a test"))
                    .withMessageContaining("layers output of the classifier");
        } finally {
            network.graph().close();
        }
    }

    @Test
    void aBackboneOfWhichSomethingElseIsMissingIsRefused() {
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> build(weights(denseWeight)))
                .withMessageContaining("missing dense.bias");
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> build(weights(tensor("other.weight", 2, 2))))
                .withMessageContaining("missing dense.bias");
    }

    @Test
    void bothSpellingsOfOneLayerAreOneTooMany() {
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> build(weights(
                        denseWeight,
                        denseBias,
                        outputWeight,
                        outputBias,
                        renamed(denseBias, "conv.bias", List.of(HIDDEN)))))
                .withMessageContaining("unknown conv.bias");
    }

    @Test
    void convolutionOfAnotherSizeIsRefused() {
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() ->
                        build(weights(tensor("conv.weight", HIDDEN, 3, 2, 2), denseBias, outputWeight, outputBias)))
                .withMessageContaining("dense.weight of shape [4, 3, 2, 2] in place of [4, 18]");
    }

    /** DL4J flattens images by a preprocessor of the first dense layer, which must survive the surgery. */
    @Test
    void flatteningSurvivesANewHead() {
        float[] image = TuningKit.numbers(tensor("image", INPUTS));
        float[] identity = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
        LinearHead head = new LinearHead(HIDDEN, HIDDEN, identity, new float[HIDDEN]);
        ComputationGraph pretrained = build(weights(denseWeight, denseBias, outputWeight, outputBias));
        ComputationGraph replaced = HeadReplacement.replace(
                pretrained,
                Boundary.at("dense", Pooling.AVERAGE, HIDDEN),
                List.of(new FeatureVector(HIDDEN)),
                List.of("dense"),
                head);
        try (INDArray input = image(image)) {
            float[] probabilities = replaced.outputSingle(input).data().asFloat();

            float[] expected = expectedHidden(image);
            for (int i = 0; i < HIDDEN; i++) {
                assertThat(Math.log(probabilities[i] / probabilities[0]))
                        .isCloseTo(expected[i] - expected[0], within(1e-5));
            }
        } finally {
            replaced.close();
            pretrained.close();
        }
    }

    private float[] expectedHidden(float[] image) {
        float[] expected = new float[HIDDEN];
        for (int output = 0; output < HIDDEN; output++) {
            double sum = denseBias.values().get(output);
            for (int input = 0; input < INPUTS; input++) {
                // channel by channel, row by row, on both sides
                sum += denseWeight.values().get(output * INPUTS + input) * image[input];
            }
            expected[output] = (float) sum;
        }
        return expected;
    }

    private static INDArray image(float[] values) {
        return Nd4j.create(values, new long[] {1, 3, 2, 3}, 'c');
    }

    private static float[] hidden(TensorSet weights, float[] image) {
        ComputationGraph graph = build(weights);
        try (INDArray input = image(image)) {
            return graph.feedForward(input, false).get("dense").data().asFloat();
        } finally {
            graph.close();
        }
    }

    private static ComputationGraph build(TensorSet weights) {
        return PretrainedGraph.build(new OneDense(), INPUT, weights, "of a test")
                .graph();
    }

    private static Tensor renamed(Tensor tensor, String name, List<Integer> shape) {
        return new Tensor(name, shape, tensor.values());
    }

    /** Values drawn by the name of a parameter. */
    private static Tensor tensor(String name, Integer... shape) {
        int size = List.of(shape).stream().reduce(1, Math::multiplyExact);
        Random random = new Random(name.hashCode());
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = random.nextFloat() - 0.5f;
        }
        return new Tensor(name, List.of(shape), FloatBuffer.wrap(numbers));
    }

    private static TensorSet weights(Tensor... tensors) {
        Map<String, Tensor> byName = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            byName.put(tensor.name(), tensor);
        }
        return new PretrainedFixture.OneFile(byName, Map.of());
    }

    /** A dense layer over the image, and a softmax. */
    private static final class OneDense implements Architecture {
        @Override
        public String name() {
            return "one-dense";
        }

        @Override
        public String defaultBoundary() {
            return "dense";
        }

        @Override
        public String classifierBias() {
            return "output.bias";
        }

        @Override
        public Map<String, String> layersOfOtherNames() {
            return Map.of("conv", "dense", "head.fc", "output");
        }

        @Override
        public List<Group> groups() {
            return List.of(new Group("dense", List.of("dense")));
        }

        @Override
        public ComputationGraphConfiguration configuration(
                Preprocessing input, int classes, Initialisation initialisation) {
            return new NeuralNetConfiguration.Builder()
                    .seed(initialisation.seed())
                    .updater(initialisation.updater())
                    .graphBuilder()
                    .addInputs(Architecture.INPUT)
                    .addLayer(
                            "dense",
                            new DenseLayer.Builder()
                                    .nOut(HIDDEN)
                                    .activation(Activation.IDENTITY)
                                    .build(),
                            Architecture.INPUT)
                    .addLayer(
                            Architecture.OUTPUT,
                            new OutputLayer.Builder()
                                    .nOut(classes)
                                    .activation(Activation.SOFTMAX)
                                    .build(),
                            "dense")
                    .setOutputs(Architecture.OUTPUT)
                    .setInputTypes(InputType.convolutional(
                            input.crop().height(),
                            input.crop().width(),
                            input.channels().channels()))
                    .build();
        }
    }
}
