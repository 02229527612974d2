package org.tl4j.dl4j.convert.keras;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.tl4j.dl4j.convert.keras.KerasOutputs.answer;
import static org.tl4j.dl4j.convert.keras.KerasOutputs.same;

import java.nio.file.Path;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.WeightsException;
import org.tl4j.dl4j.Started;

/** Activations, as Keras' documentation defines them, as layers and within layers. */
class KerasActivationTest {
    private static final String KERAS_2 = "2.15.0";
    private static final String KERAS_3 = "3.4.0";
    private static final float[] PIXELS = {-7, -2.7f, -0.4f, 0.3f, 2.6f, 7};

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        Started.runtime();
    }

    static Stream<Arguments> layers() {
        return Stream.of(
                layer("ReLU", "\"max_value\": null, \"threshold\": 0.0", KERAS_2, x -> Math.max(0, x)),
                layer("ReLU", "\"max_value\": 6.0", KERAS_2, x -> clip(x, 6)),
                layer("ReLU", "\"max_value\": 4.0", KERAS_2, x -> clip(x, 4)),
                layer("ReLU", "\"negative_slope\": 0.2", KERAS_2, x -> x < 0 ? 0.2 * x : x),
                layer("LeakyReLU", "\"alpha\": 0.1", KERAS_2, x -> x < 0 ? 0.1 * x : x),
                layer("LeakyReLU", "\"trainable\": true", KERAS_2, x -> x < 0 ? 0.3 * x : x),
                layer("LeakyReLU", "\"negative_slope\": 0.1", KERAS_3, x -> x < 0 ? 0.1 * x : x),
                layer("ELU", "\"alpha\": 0.5", KERAS_2, x -> x < 0 ? 0.5 * Math.expm1(x) : x));
    }

    private static Arguments layer(String kind, String settings, String version, DoubleUnaryOperator function) {
        return Arguments.of(kind, settings, version, function);
    }

    static Stream<Arguments> names() {
        return Stream.of(
                named("linear", KERAS_2, x -> x),
                named("relu", KERAS_2, x -> Math.max(0, x)),
                named("relu6", "2.2.4", x -> clip(x, 6)),
                named("leaky_relu", KERAS_3, x -> x < 0 ? 0.2 * x : x),
                named("sigmoid", KERAS_2, KerasActivationTest::sigmoid),
                named("hard_sigmoid", KERAS_2, x -> clip(0.2 * x + 0.5, 1)),
                named("hard_sigmoid", KERAS_3, x -> clip(x / 6 + 0.5, 1)),
                named("swish", KERAS_2, x -> x * sigmoid(x)),
                named("silu", KERAS_3, x -> x * sigmoid(x)),
                named("hard_swish", KERAS_2, x -> x * clip(x / 6 + 0.5, 1)),
                named("hard_silu", KERAS_3, x -> x * clip(x / 6 + 0.5, 1)),
                named("tanh", KERAS_2, Math::tanh),
                named("elu", KERAS_2, x -> x < 0 ? Math.expm1(x) : x),
                // Klambauer and others, 2017
                named("selu", KERAS_2, x -> 1.05070098 * (x < 0 ? 1.67326324 * Math.expm1(x) : x)),
                named("softplus", KERAS_2, x -> Math.log1p(Math.exp(x))),
                named("softsign", KERAS_2, x -> x / (1 + Math.abs(x))));
    }

    private static Arguments named(String name, String version, DoubleUnaryOperator function) {
        return Arguments.of(name, version, function);
    }

    private static double clip(double x, double largest) {
        return Math.min(largest, Math.max(0, x));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void bendsAsTheLayerDoes(String kind, String settings, String version, DoubleUnaryOperator function) {
        Path file = new KerasFiles(2, 3, 1)
                .version(version)
                .layer(kind, "bend", settings)
                .write(folder);

        same(answer(file, PIXELS), pixels().map(function).toArray());
    }

    @ParameterizedTest
    @MethodSource("names")
    void bendsByNameAloneAndWithinALayer(String name, String version, DoubleUnaryOperator function) {
        String activation = "\"activation\": \"" + name + "\"";
        Path file = new KerasFiles(2, 3, 1)
                .version(version)
                .layer("Activation", "alone", activation)
                .layer("Conv2D", "within", "\"filters\": 1, \"kernel_size\": 1, " + activation)
                .tensor("kernel", new float[] {-2}, 1, 1, 1, 1)
                .tensor("bias", new float[] {0.5f}, 1)
                .write(folder);

        same(
                answer(file, PIXELS),
                pixels().map(function).map(x -> 0.5 - 2 * x).map(function).toArray());
    }

    /** As Keras 2 and 3 write {@code activation=LeakyReLU(0.1)}. */
    @ParameterizedTest
    @MethodSource("layers")
    void bendsByALayerWithinALayer(String kind, String settings, String version, DoubleUnaryOperator function) {
        Path file = new KerasFiles(2, 3, 1)
                .version(version)
                .layer("Activation", "alone", """
                        "activation": {"module": "keras.layers", "class_name": "%s",
                         "config": {"name": "bend", "dtype": "float32", %s}}""".formatted(kind, settings))
                .write(folder);

        same(answer(file, PIXELS), pixels().map(function).toArray());
    }

    private static DoubleStream pixels() {
        return IntStream.range(0, PIXELS.length).mapToDouble(i -> PIXELS[i]);
    }

    @Test
    void makesProbabilitiesOfRowsAndOfPixels() {
        float[] logits = {0, (float) Math.log(2), (float) Math.log(4)};
        double[] probabilities = {1 / 7.0, 2 / 7.0, 4 / 7.0};
        String softmax = "\"activation\": \"softmax\"";

        same(answer(pixel().layer("Softmax", "pixel", "\"axis\": -1").write(folder), logits), probabilities);
        String layer = "\"activation\": {\"class_name\": \"Softmax\", \"config\": {\"axis\": -1}}";
        same(answer(pixel().layer("Activation", "pixel", layer).write(folder), logits), probabilities);
        same(
                answer(
                        pixel().layer("Flatten", "row", "")
                                .layer("Softmax", "probabilities", "")
                                .write(folder),
                        logits),
                probabilities);
        same(
                answer(
                        pixel().layer("Conv2D", "pixel", "\"filters\": 3, \"kernel_size\": 1, " + softmax)
                                .tensor("kernel", new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, 1, 1, 3, 3)
                                .tensor("bias", new float[] {5, 5, 5}, 3)
                                .write(folder),
                        logits),
                probabilities);
    }

    private static KerasFiles pixel() {
        return new KerasFiles(1, 1, 3);
    }

    @Test
    void leaksByTheSlopeOfEachChannel() {
        float[] slopes = {0.5f, -0.25f, 2};
        KerasFiles image = new KerasFiles(1, 2, 3)
                .layer("PReLU", "bend", "\"shared_axes\": [1, 2]")
                .tensor("alpha", slopes, 1, 1, 3);
        KerasFiles row = pixel().layer("Flatten", "row", "")
                .layer("PReLU", "bend", "\"shared_axes\": null")
                .tensor("alpha", slopes, 3);

        same(answer(image.write(folder), -4, -4, -4, 8, 0, 7), -2, 1, -8, 8, 0, 7);
        same(answer(row.write(folder), -4, -4, 7), -2, 1, 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[1]", "[1, 2, 3]"})
    void refusesSlopesThatAreNotThoseOfChannels(String shared) {
        Path file = new KerasFiles(2, 2, 3)
                .layer("PReLU", "bend", "\"shared_axes\": " + shared)
                .write(folder);

        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> answer(file, new float[12]))
                .withMessageContaining("layer bend must have a slope for each channel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[0, 2]", "[1, 4]", "[-1]"})
    void refusesSlopesSharedOverNoAxis(String shared) {
        Path file = new KerasFiles(2, 2, 3)
                .layer("PReLU", "bend", "\"shared_axes\": " + shared)
                .write(folder);

        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> answer(file, new float[12]))
                .withMessageContaining("layer bend shared_axes must be of 1 to 3");
    }

    @Test
    void refusesSlopesOfTheValuesOfAnImage() {
        Path file = new KerasFiles(1, 2, 1)
                .layer("Flatten", "row", "")
                .layer("Dropout", "dropout", "")
                .layer("PReLU", "bend", "")
                .tensor("alpha", new float[] {1, 2}, 2)
                .write(folder);

        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> answer(file, 1, 2))
                .withMessageContaining("layer bend must have an image or a row of features as input");
    }

    @Test
    void refusesTheSoftmaxOfManyPixels() {
        Path file = new KerasFiles(1, 2, 3)
                .layer("Activation", "segments", "\"activation\": \"softmax\"")
                .write(folder);

        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> answer(file, 1, 2, 3, 4, 5, 6))
                .withMessageContaining("layer segments must take the softmax of a row or of one pixel");
    }
}
