package org.tl4j.dl4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.config.DL4JSystemProperties;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers give the same outputs, gradients and parameters after a step with and without oneDNN. */
class HelperEqualityTest {
    /** Tolerance relative to the largest absolute value; the largest difference seen in these cases was 6.5e-6. */
    private static final double TOLERANCE = 1e-4;

    /** Image counts, heights and widths; a helper keeps its native context between calls. */
    private static final int[][] SIZES = {{4, 14, 14}, {7, 14, 14}, {4, 14, 14}, {3, 17, 12}};

    /** The layers that have a helper on a CPU. */
    private static final Set<Class<?>> SERVED =
            Set.of(ConvolutionLayer.class, SubsamplingLayer.class, BatchNormalization.class);

    @BeforeEach
    void start() {
        OneDnnMachine.assume();
        assertThat(Dl4jRuntime.start(new RuntimeSettings(true)).helpersInUse()).isTrue();
        Nd4j.getRandom().setSeed(5);
    }

    static Stream<HelperComparison> cases() {
        return Stream.of(
                        HelperCases.convolutions(),
                        HelperCases.poolings(),
                        HelperCases.normalisations(),
                        HelperCases.operations(),
                        HelperCases.blocks())
                .flatMap(comparisons -> comparisons);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oneDnnChangesNothing(HelperComparison comparison) throws Exception {
        MultiLayerNetwork with = comparison.network();
        MultiLayerNetwork without = withoutOneDnn(comparison::network);

        for (int[] size : SIZES) {
            INDArray images = Nd4j.randn(DataType.FLOAT, size[0], HelperComparison.CHANNELS, size[1], size[2]);
            INDArray labels = labels(size[0]);
            without.setParams(with.params().dup());
            int top = comparison.layers().size();

            Step found = step(with, top, images, labels);
            Step expected = withoutOneDnn(() -> step(without, top, images, labels));

            assertSame("inference", found.inference(), expected.inference());
            assertSame("training", found.training(), expected.training());
            assertSame(
                    "input gradient",
                    found.gradients().getSecond(),
                    expected.gradients().getSecond());
            expected.gradients()
                    .getFirst()
                    .gradientForVariable()
                    .forEach((name, gradient) ->
                            assertSame(name, found.gradients().getFirst().getGradientFor(name), gradient));
            assertSame("parameters", found.parameters(), expected.parameters());
        }
        assertNoneGaveUp(with, without);
    }

    /**
     * The helper's backward pass would run the forward pass on the gradients; Deeplearning4j never provides this helper.
     */
    @Test
    void localResponseNormalisationGetsNoHelper() {
        HelperComparison comparison = new HelperComparison("local response", new LocalResponseNormalization());

        assertThat(comparison.network().getLayer(0).getHelper()).isNull();
    }

    private record Step(
            INDArray inference, INDArray training, Pair<Gradient, INDArray> gradients, INDArray parameters) {}

    private static Step step(MultiLayerNetwork network, int top, INDArray images, INDArray labels) {
        INDArray inference = network.feedForward(images, false).get(top);
        INDArray training = network.feedForward(images, true).get(top);
        Pair<Gradient, INDArray> gradients = network.calculateGradients(images, labels, null, null);
        gradients.getFirst().gradientForVariable().replaceAll((name, gradient) -> gradient.dup());
        network.fit(images, labels);
        return new Step(inference, training, gradients, network.params().dup());
    }

    private static INDArray labels(int count) {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, count, HelperComparison.CLASSES);
        for (int row = 0; row < count; row++) {
            labels.putScalar(row, row % HelperComparison.CLASSES, 1);
        }
        return labels;
    }

    /** Layers look up helpers when built, operations when executed: both must be prevented. */
    private static <T> T withoutOneDnn(Supplier<T> work) {
        System.setProperty(DL4JSystemProperties.DISABLE_HELPER_PROPERTY, "true");
        Nd4j.getEnvironment().allowHelpers(false);
        try {
            return work.get();
        } finally {
            Nd4j.getEnvironment().allowHelpers(true);
            System.setProperty(DL4JSystemProperties.DISABLE_HELPER_PROPERTY, "false");
        }
    }

    private static void assertSame(String what, INDArray found, INDArray expected) {
        assertThat(found.shape()).as(what).isEqualTo(expected.shape());
        double largest = expected.amaxNumber().doubleValue();
        double difference = found.sub(expected).amaxNumber().doubleValue();
        assertThat(difference).as(what).isLessThanOrEqualTo(TOLERANCE * largest);
    }

    /** Deeplearning4j silently skips a helper that throws; the comparison would then prove nothing. */
    private static void assertNoneGaveUp(MultiLayerNetwork with, MultiLayerNetwork without) throws Exception {
        for (Layer layer : with.getLayers()) {
            if (SERVED.contains(layer.getClass())) {
                assertThat(layer.getHelper()).isNotNull();
                var failures = layer.getClass().getDeclaredField("helperCountFail");
                failures.setAccessible(true);
                assertThat(failures.getInt(layer)).isZero();
            }
        }
        assertThat(without.getLayers())
                .allSatisfy(layer -> assertThat(layer.getHelper()).isNull());
    }
}
