package org.tl4j.dl4j.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.network.Arrays4j;

/** Small networks whose answers are computed here, channels last, from what Keras' documents say of each layer. */
class KerasFileTest {
    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        Started.runtime();
    }

    static Stream<Arguments> activations() {
        DoubleUnaryOperator hard3 = x -> Math.min(1, Math.max(0, x / 6 + 0.5));
        return Stream.of(
                activation("ReLU", "\"max_value\": 6.0", "2.15.0", x -> Math.min(6, Math.max(0, x))),
                activation("ReLU", "\"max_value\": 4.0", "2.15.0", x -> Math.min(4, Math.max(0, x))),
                activation("ReLU", "\"negative_slope\": 0.2", "2.15.0", x -> x < 0 ? 0.2 * x : x),
                activation("LeakyReLU", "\"alpha\": 0.1", "2.15.0", x -> x < 0 ? 0.1 * x : x),
                activation("LeakyReLU", "\"negative_slope\": 0.1", "3.4.0", x -> x < 0 ? 0.1 * x : x),
                activation("ELU", "\"alpha\": 0.5", "2.15.0", x -> x < 0 ? 0.5 * Math.expm1(x) : x),
                activation("Activation", "\"activation\": \"relu6\"", "2.2.4", x -> Math.min(6, Math.max(0, x))),
                activation("Activation", "\"activation\": \"swish\"", "2.15.0", x -> x / (1 + Math.exp(-x))),
                activation(
                        "Activation",
                        "\"activation\": \"hard_sigmoid\"",
                        "2.15.0",
                        x -> Math.min(1, Math.max(0, 0.2 * x + 0.5))),
                activation("Activation", "\"activation\": \"hard_sigmoid\"", "3.4.0", hard3),
                activation("Activation", "\"activation\": \"hard_swish\"", "2.15.0", x -> x * hard3.applyAsDouble(x)),
                activation("SpatialDropout2D", "\"rate\": 0.5", "2.15.0", x -> x));
    }

    private static Arguments activation(String kind, String settings, String version, DoubleUnaryOperator function) {
        return Arguments.of(kind, settings, version, function);
    }

    @ParameterizedTest
    @MethodSource("activations")
    void bendsAsKerasDoes(String kind, String settings, String version, DoubleUnaryOperator function) {
        KerasFiles file = new KerasFiles(2, 3, 1)
                .version(version)
                .layer(kind, "bend", settings)
                .layer("Flatten", "row", "");
        float[] pixels = {-7, -2.7f, -0.4f, 0.3f, 2.6f, 7};

        float[] found = answer(file.write(folder), pixels, 2, 3, 1);

        for (int i = 0; i < pixels.length; i++) {
            assertThat((double) found[i]).isCloseTo(function.applyAsDouble(pixels[i]), within(1e-5));
        }
    }

    /** As MobileNet, MobileNetV3 and EfficientNet of keras.applications do, all in one. */
    @Test
    void rescalesSqueezesAndReshapes() {
        float[] gate = random(9, 1);
        float[] kernel = random(6, 2);
        float[] bias = random(2, 3);
        Path file = new KerasFiles(2, 3, 3)
                .layer("Rescaling", "rescaling", "\"scale\": 0.01, \"offset\": -1.0")
                .layer("Normalization", "norm", "\"axis\": [3], \"mean\": null, \"variance\": null")
                .tensor("mean", new float[] {0.1f, 0.2f, 0.3f}, 3)
                .tensor("variance", new float[] {0.25f, 1, 4}, 3)
                .layer("Rescaling", "per_channel", "\"scale\": [1.0, 2.0, 3.0], \"offset\": 0.0")
                .layer("GlobalAveragePooling2D", "squeeze", "\"keepdims\": true")
                .layer("Reshape", "same", "\"target_shape\": [1, 1, 3]")
                .layer(
                        "Conv2D",
                        "excite",
                        "\"filters\": 3, \"kernel_size\": [1, 1], \"use_bias\": false, \"activation\": \"sigmoid\"")
                .tensor("kernel", gate, 1, 1, 3, 3)
                .layer("Multiply", "weigh", "", "per_channel", "excite")
                .layer("GlobalAveragePooling2D", "pool", "")
                .layer("Reshape", "pixel", "\"target_shape\": [1, 1, 3]")
                .layer("Conv2D", "scores", "\"filters\": 2, \"kernel_size\": [1, 1]")
                .tensor("kernel", kernel, 1, 1, 3, 2)
                .tensor("bias", bias, 2)
                .layer("Reshape", "row", "\"target_shape\": [2]")
                .write(folder);
        float[] pixels = random(18, 4);

        float[] found = answer(file, pixels, 2, 3, 3);

        double[] mean = {0.1, 0.2, 0.3};
        double[] deviation = {0.5, 1, 2};
        double[] squeezed = new double[3];
        for (int i = 0; i < pixels.length; i++) {
            int c = i % 3;
            squeezed[c] += (c + 1) * (pixels[i] * 0.01 - 1 - mean[c]) / deviation[c] / 6;
        }
        for (int out = 0; out < 2; out++) {
            double expected = bias[out];
            for (int c = 0; c < 3; c++) {
                double score = 0;
                for (int in = 0; in < 3; in++) {
                    score += squeezed[in] * gate[in * 3 + c];
                }
                expected += squeezed[c] / (1 + Math.exp(-score)) * kernel[c * 2 + out];
            }
            assertThat((double) found[out]).isCloseTo(expected, within(1e-5));
        }
        assertThat(ForeignFile.read(file, OptionalInt.empty()).input()).isEqualTo(new ImageSize(3, 2));
    }

    @ParameterizedTest
    @CsvSource({"valid,1,1", "valid,2,1", "same,1,1", "same,2,1", "same,1,2"})
    void convolvesAsKerasDoes(String padding, int stride, int dilation) {
        float[] kernel = random(3 * 3 * 2 * 4, 5);
        String settings =
                "\"kernel_size\": [3, 3], \"use_bias\": false, \"padding\": \"%s\", \"strides\": [%d, %d], \"dilation_rate\": [%d, %d]"
                        .formatted(padding, stride, stride, dilation, dilation);
        float[] pixels = random(6 * 7, 6);
        float[] identity = new float[64];
        for (int i = 0; i < 8; i++) {
            identity[9 * i] = 1;
        }

        KerasFiles plain = convolution("Conv2D", "\"filters\": 4, " + settings).tensor("kernel", kernel, 3, 3, 2, 4);
        KerasFiles depthwise = convolution("DepthwiseConv2D", "\"depth_multiplier\": 4, " + settings)
                .tensor("depthwise_kernel", kernel, 3, 3, 2, 4);
        KerasFiles separable = convolution("SeparableConv2D", "\"filters\": 8, \"depth_multiplier\": 4, " + settings)
                .tensor("depthwise_kernel", kernel, 3, 3, 2, 4)
                .tensor("pointwise_kernel", identity, 1, 1, 8, 8);

        double[] expected = convolved(twice(pixels), kernel, padding, stride, dilation, true);
        same(row(plain, pixels), convolved(twice(pixels), kernel, padding, stride, dilation, false));
        same(row(depthwise, pixels), expected);
        same(row(separable, pixels), expected);
    }

    /** Of a grey image, taken twice as its two channels. */
    private static KerasFiles convolution(String kind, String settings) {
        return new KerasFiles(6, 7, 1)
                .layer("Concatenate", "two", "", "image", "image")
                .layer(kind, "layer", settings);
    }

    private float[] row(KerasFiles network, float[] pixels) {
        return answer(network.layer("Flatten", "row", "").write(folder), pixels, 6, 7, 1);
    }

    private static float[] twice(float[] pixels) {
        float[] both = new float[2 * pixels.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = pixels[i / 2];
        }
        return both;
    }

    /** Of 6 x 7 x 2 by [3, 3, 2, 4]; what TensorFlow pads is (total / 2) before and the rest behind. */
    private static double[] convolved(
            float[] image, float[] kernel, String padding, int stride, int dilation, boolean depthwise) {
        int reach = 2 * dilation + 1;
        boolean same = padding.equals("same");
        int height = same ? (6 + stride - 1) / stride : (6 - reach) / stride + 1;
        int width = same ? (7 + stride - 1) / stride : (7 - reach) / stride + 1;
        int top = same ? Math.max((height - 1) * stride + reach - 6, 0) / 2 : 0;
        int left = same ? Math.max((width - 1) * stride + reach - 7, 0) / 2 : 0;
        int outputs = depthwise ? 8 : 4;
        double[] result = new double[height * width * outputs];
        for (int i = 0; i < result.length; i++) {
            int out = i % outputs;
            int column = i / outputs % width * stride - left;
            int row = i / outputs / width * stride - top;
            for (int k = 0; k < 18; k++) {
                int in = k % 2;
                int y = row + k / 6 * dilation;
                int x = column + k / 2 % 3 * dilation;
                boolean inside = y >= 0 && y < 6 && x >= 0 && x < 7;
                if (inside && (!depthwise || out / 4 == in)) {
                    result[i] += image[(y * 7 + x) * 2 + in] * kernel[k * 4 + out % 4];
                }
            }
        }
        return result;
    }

    @Test
    void averagesWhatIsInsideOfTheImage() {
        Path file = new KerasFiles(3, 3, 1)
                .layer("AveragePooling2D", "pool", "\"pool_size\": [2, 2], \"strides\": null, \"padding\": \"same\"")
                .layer("Flatten", "row", "")
                .write(folder);

        same(answer(file, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, 3, 1), new double[] {3, 4.5, 7.5, 9});
    }

    @Test
    void takesTheRowOfAnImageByHeightWidthAndChannel() {
        Path file = new KerasFiles(1, 2, 3)
                .layer("Flatten", "row", "")
                .layer("Dense", "scores", "\"units\": 1, \"use_bias\": false")
                .tensor("kernel", new float[] {1, 10, 100, 1000, 10000, 100000}, 6, 1)
                .write(folder);

        same(answer(file, new float[] {1, 2, 3, 4, 5, 6}, 1, 2, 3), new double[] {654321});
    }

    @Test
    void takesModelsWithinModels() {
        String inner = new KerasFiles(1, 2, 3)
                .layer("Conv2D", "conv", "\"filters\": 1, \"kernel_size\": [1, 1], \"use_bias\": false")
                .model("base");
        Path file = new KerasFiles(1, 2, 3)
                .tensorAt("base/conv/kernel", new float[] {1, 10, 100}, 1, 1, 3, 1)
                .write(folder, """
                        {"class_name": "Sequential", "config": {"name": "outer", "layers": [%s,
                         {"class_name": "Flatten", "config": {"name": "row"}}]}}""".formatted(inner));

        same(answer(file, new float[] {1, 2, 3, 4, 5, 6}, 1, 2, 3), new double[] {321, 654});
    }

    @Test
    void readsTheNodesOfKeras3() {
        Path file = new KerasFiles(1, 1, 1).version("3.4.0").write(folder, """
                {"class_name": "Functional", "config": {"name": "m", "layers": [
                 {"class_name": "InputLayer", "config": {"name": "image", "batch_shape": [null, 1, 2, 1]}, "inbound_nodes": []},
                 {"class_name": "Add", "config": {"name": "twice"}, "inbound_nodes": [{"args": [[
                   {"class_name": "__keras_tensor__", "config": {"keras_history": ["image", 0, 0]}},
                   {"class_name": "__keras_tensor__", "config": {"keras_history": ["image", 0, 0]}}]], "kwargs": {}}]},
                 {"class_name": "Flatten", "config": {"name": "row"}, "inbound_nodes": [{"args": [
                   {"class_name": "__keras_tensor__", "config": {"keras_history": ["twice", 0, 0]}}], "kwargs": {}}]}],
                 "input_layers": ["image", 0, 0], "output_layers": ["row", 0, 0]}}""");

        same(answer(file, new float[] {3, 4}, 1, 2, 1), new double[] {6, 8});
    }

    @Test
    void asksForNoMemoryThatTheFileDoesNotHold() {
        refuses(
                new KerasFiles(1, 1, 3)
                        .layer("Flatten", "row", "")
                        .layer("Dense", "huge", "\"units\": 9000000")
                        .tensor("kernel", new float[3], 3, 1)
                        .tensor("bias", new float[1], 1),
                "must have a bias of shape [9000000], found [1]");
        refuses(new KerasFiles(1, 1, 3).layer("UpSampling2D", "huge", "\"size\": [60000, 60000]"), "must put out 1 to");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LayerNormalization|'\"axis\": [3]'|must be of a kind",
                "Conv2D|'\"filters\": 3, \"kernel_size\": [1, 1], \"groups\": 3'|groups must be 1",
                "MaxPooling2D|'\"data_format\": \"channels_first\"'|data_format must be channels_last",
                "Reshape|'\"target_shape\": [2, 1, 3]'|must reshape between",
                "Activation|'\"activation\": \"my_own\"'|must have an activation",
                "Dense|'\"units\": 3'|must have one tensor bias"
            })
    void refusesByNameWhatItDoesNotKnowExactly(String kind, String settings, String message) {
        refuses(new KerasFiles(1, 2, 3).layer(kind, "culprit", settings), message);
    }

    private void refuses(KerasFiles file, String message) {
        Path path = file.write(folder);
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> ForeignFile.read(path, OptionalInt.empty()))
                .withMessageContaining(message);
    }

    /** To one image, its numbers given channels last. */
    private static float[] answer(Path file, float[] pixels, int height, int width, int channels) {
        try (ForeignNetwork network = KerasFile.read(file);
                INDArray last = Nd4j.create(pixels, new long[] {1, height, width, channels}, 'c');
                INDArray image = last.permute(0, 3, 1, 2).dup('c')) {
            INDArray found = network.graph().outputSingle(image);
            // a flattened image is a row by channel, height and width here
            var row = network.graph().getConfiguration().getVertices().get("row");
            if (row instanceof PreprocessorVertex vertex
                    && found.rank() == 2
                    && vertex.getPreProcessor() instanceof CnnToFeedForwardPreProcessor flatten
                    && found.length()
                            == flatten.getInputHeight() * flatten.getInputWidth() * flatten.getNumChannels()) {
                return Arrays4j.values(
                        found.reshape('c', flatten.getNumChannels(), flatten.getInputHeight(), flatten.getInputWidth())
                                .permute(1, 2, 0));
            }
            return Arrays4j.values(found);
        }
    }

    private static void same(float[] found, double[] expected) {
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) found[i]).isCloseTo(expected[i], within(1e-5 * Math.max(1, Math.abs(expected[i]))));
        }
    }

    private static float[] random(int count, long seed) {
        Random random = new Random(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextFloat() * 2 - 1;
        }
        return numbers;
    }
}
