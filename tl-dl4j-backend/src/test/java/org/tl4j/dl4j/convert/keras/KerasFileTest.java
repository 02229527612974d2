package org.tl4j.dl4j.convert.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.tl4j.dl4j.convert.keras.KerasOutputs.answer;
import static org.tl4j.dl4j.convert.keras.KerasOutputs.random;
import static org.tl4j.dl4j.convert.keras.KerasOutputs.same;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.convert.SourceFile;

/** Small networks whose outputs are computed here, channels last, by Keras' documentation of each layer. */
class KerasFileTest {
    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        Started.runtime();
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

        float[] found = answer(file, pixels);

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
        assertThat(SourceFile.read(file, OptionalInt.empty(), PixelConvention.UNIT)
                        .input())
                .isEqualTo(new ImageSize(3, 2));
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
        same(of(plain, pixels), convolved(twice(pixels), kernel, padding, stride, dilation, false));
        same(of(depthwise, pixels), expected);
        same(of(separable, pixels), expected);
    }

    /** For a grey image, used twice as two channels. */
    private static KerasFiles convolution(String kind, String settings) {
        return new KerasFiles(6, 7, 1)
                .layer("Concatenate", "two", "", "image", "image")
                .layer(kind, "layer", settings);
    }

    private float[] of(KerasFiles network, float[] pixels) {
        return answer(network.write(folder), pixels);
    }

    private static float[] twice(float[] pixels) {
        float[] both = new float[2 * pixels.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = pixels[i / 2];
        }
        return both;
    }

    /** For 6 x 7 x 2 by [3, 3, 2, 4]; TensorFlow pads (total / 2) before and the rest after. */
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
    void takesTheRowOfAnImageByHeightWidthAndChannel() {
        Path file = new KerasFiles(1, 2, 3)
                .layer("Flatten", "row", "")
                .layer("Dense", "scores", "\"units\": 1, \"use_bias\": false")
                .tensor("kernel", new float[] {1, 10, 100, 1000, 10000, 100000}, 6, 1)
                .write(folder);

        same(answer(file, new float[] {1, 2, 3, 4, 5, 6}), 654321);
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

        same(answer(file, new float[] {1, 2, 3, 4, 5, 6}), 321, 654);
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

        same(answer(file, new float[] {3, 4}), 6, 8);
    }

    @Test
    void readsADescriptionOfFixedLengthAndNoneThatIsInPieces() {
        KerasFiles network = new KerasFiles(1, 2, 1).layer("Rescaling", "doubles", "\"scale\": 2.0");
        Path file = network.write(folder);

        KerasFiles.describe(file, network.model("model"));
        same(answer(file, 3, 4), 6, 8);

        KerasFiles.describe(file, network.model("model"), "and more");
        refuses(file, "model_config of the file must be one string");
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
        refuses(new KerasFiles(1, 1, 3).layer("UpSampling2D", "huge", "\"size\": [60000, 60000]"), "must have 1 to");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LayerNormalization|'\"axis\": [3]'|must be of a kind",
                "Conv2D|'\"filters\": 3, \"kernel_size\": [1, 1], \"groups\": 3'|groups must be 1",
                "MaxPooling2D|'\"data_format\": \"channels_first\"'|data_format must be channels_last",
                "UpSampling2D|'\"size\": [2, 2], \"interpolation\": \"bilinear\"'|interpolation must be nearest",
                "Reshape|'\"target_shape\": [2, 1, 3]'|must reshape between",
                "Activation|'\"activation\": \"my_own\"'|must have an activation",
                "Dense|'\"units\": 3, \"activation\": {\"class_name\": \"Mine\", \"config\": {}}'|image classifiers are made of, found Mine",
                "TFOpLambda|'\"function\": \"math.pow\"'|must add, subtract or multiply",
                "Dense|'\"units\": 3'|must have one tensor bias"
            })
    void refusesByNameWhatItDoesNotKnowExactly(String kind, String settings, String message) {
        refuses(new KerasFiles(1, 2, 3).layer(kind, "culprit", settings), message);
    }

    private void refuses(KerasFiles file, String message) {
        refuses(file.write(folder), message);
    }

    private static void refuses(Path path, String message) {
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> SourceFile.read(path, OptionalInt.empty(), PixelConvention.UNIT))
                .withMessageContaining(message);
    }
}
