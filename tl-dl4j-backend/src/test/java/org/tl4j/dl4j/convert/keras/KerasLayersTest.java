package org.tl4j.dl4j.convert.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tl4j.dl4j.convert.keras.KerasOutputs.answer;
import static org.tl4j.dl4j.convert.keras.KerasOutputs.random;
import static org.tl4j.dl4j.convert.keras.KerasOutputs.same;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.convert.SourceFile;

/** Layers without convolutions, with values computed by hand, channels last. */
class KerasLayersTest {
    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        Started.runtime();
    }

    /**
     * Minus means of 1, 2 and 1, divided by deviations of 1, 0.5 and 1: (3, 0, 4) is (2, -4, 3), and (-1, 5, 1) is (-2,
     * 6, 0).
     */
    @ParameterizedTest
    @CsvSource({
        "true, true, '6.5, 14, 5, -5.5, 4, -1'",
        "true, false, '6, 4, 6, -6, -6, 0'",
        "false, true, '2.5, 6, 2, -1.5, 16, -1'",
        "false, false, '2, -4, 3, -2, 6, 0'"
    })
    void normalises(boolean scale, boolean center, String expected) {
        KerasFiles file = new KerasFiles(1, 2, 3)
                .layer(
                        "BatchNormalization",
                        "norm",
                        "\"axis\": [3], \"epsilon\": 0.125, \"scale\": %b, \"center\": %b".formatted(scale, center));
        if (scale) {
            file.tensor("gamma", new float[] {3, -1, 2}, 3);
        }
        if (center) {
            file.tensor("beta", new float[] {0.5f, 10, -1}, 3);
        }
        file.tensor("moving_mean", new float[] {1, 2, 1}, 3)
                .tensor("moving_variance", new float[] {0.875f, 0.125f, 0.875f}, 3);

        same(answer(file.write(folder), 3, 0, 4, -1, 5, 1), numbers(expected));
    }

    @Test
    void normalisesTheRowOfAnImage() {
        Path file = new KerasFiles(1, 2, 3)
                .layer("Flatten", "row", "")
                .layer(
                        "BatchNormalization",
                        "norm",
                        "\"axis\": [1], \"epsilon\": 0.0, \"scale\": false, \"center\": false")
                .tensor("moving_mean", new float[] {1, 2, 3, 4, 5, 6}, 6)
                .tensor("moving_variance", new float[] {1, 1, 1, 1, 0.25f, 1}, 6)
                .layer("Dense", "scores", "\"units\": 1, \"use_bias\": false")
                .tensor("kernel", new float[] {1, 10, 100, 1000, 10000, 100000}, 6, 1)
                .write(folder);

        same(answer(file, 2, 4, 6, 8, 7, 7), 1 + 20 + 300 + 4000 + 40000 + 100000);
    }

    @ParameterizedTest
    @CsvSource({
        "MaxPooling2D, '\"strides\": null', '-1'",
        "MaxPooling2D, '\"strides\": null, \"padding\": \"same\"', '-1, -2, -7, -8'",
        "MaxPooling2D, '\"strides\": [1, 1]', '-1, -1, -5, -4'",
        "MaxPooling2D, '\"strides\": 1, \"padding\": \"same\"', '-1, -1, -2, -5, -4, -4, -7, -7, -8'",
        "MaxPooling2D, '\"pool_size\": [2, 3], \"strides\": [1, 1]', '-1, -4'",
        "MaxPooling2D, '\"pool_size\": 3, \"strides\": 2, \"padding\": \"same\"', '-1, -1, -5, -4'",
        "AveragePooling2D, '\"strides\": null', '-3.75'",
        "AveragePooling2D, '\"strides\": null, \"padding\": \"same\"', '-3.75, -3, -8, -8'",
        "AveragePooling2D, '\"pool_size\": [3, 1], \"strides\": [1, 2]', '-6, -4.666667'"
    })
    void pools(String kind, String settings, String expected) {
        Path file = new KerasFiles(3, 3, 1).layer(kind, "pool", settings).write(folder);

        same(answer(file, -3, -1, -2, -6, -5, -4, -9, -7, -8), numbers(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "GlobalMaxPooling2D, false, '4, -2, 5'",
        "GlobalMaxPooling2D, true, '4, -2, 5'",
        "GlobalAveragePooling2D, true, '2, -5, 0'"
    })
    void poolsAllPixels(String kind, boolean keeps, String expected) {
        Path file = new KerasFiles(2, 2, 3)
                .layer(kind, "pool", "\"keepdims\": " + keeps)
                .write(folder);

        same(answer(file, 1, -8, 0, 4, -3, 0, 0, -2, 5, 3, -7, -5), numbers(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "ZeroPadding2D, '\"padding\": [[1, 0], [0, 2]]', '0, 0, 0, 0, 0,  1, 2, 3, 0, 0,  4, 5, 6, 0, 0,  7, 8, 9, 0, 0'",
        "ZeroPadding2D, '\"padding\": [0, 1]', '0, 1, 2, 3, 0,  0, 4, 5, 6, 0,  0, 7, 8, 9, 0'",
        "ZeroPadding2D, '\"padding\": [1, 0]', '0, 0, 0,  1, 2, 3,  4, 5, 6,  7, 8, 9,  0, 0, 0'",
        "Cropping2D, '\"cropping\": [[1, 0], [0, 2]]', '4, 7'",
        "Cropping2D, '\"cropping\": [[0, 2], [1, 0]]', '2, 3'",
        "Cropping2D, '\"cropping\": [0, 1]', '2, 5, 8'",
        "Cropping2D, '\"cropping\": 1', '5'"
    })
    void padsAndCrops(String kind, String settings, String expected) {
        Path file = new KerasFiles(3, 3, 1).layer(kind, "edges", settings).write(folder);

        same(answer(file, 1, 2, 3, 4, 5, 6, 7, 8, 9), numbers(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "'[1, 2]', '1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6'",
        "'[2, 1]', '1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6'",
        "2, '1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6, 1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6'"
    })
    void repeatsPixels(String size, String expected) {
        Path file = new KerasFiles(1, 2, 3)
                .layer("UpSampling2D", "larger", "\"size\": " + size)
                .write(folder);

        same(answer(file, 1, 2, 3, 4, 5, 6), numbers(expected));
    }

    /** With the settings that Keras 2.15 and, where they differ, Keras 3 write. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Dropout|'\"rate\": 0.5, \"noise_shape\": null, \"seed\": null'",
                "SpatialDropout2D|'\"rate\": 0.5, \"noise_shape\": null, \"seed\": null'",
                "SpatialDropout2D|'\"rate\": 0.5, \"seed\": null, \"data_format\": \"channels_last\"'",
                "GaussianNoise|'\"stddev\": 0.1'",
                "GaussianDropout|'\"rate\": 0.5'",
                "AlphaDropout|'\"rate\": 0.5'",
                "ActivityRegularization|'\"l1\": 0.0, \"l2\": 0.01'",
                "RandomFlip|'\"mode\": \"horizontal_and_vertical\", \"seed\": null'",
                "RandomFlip|'\"seed\": null, \"mode\": \"horizontal\", \"data_format\": \"channels_last\"'",
                "RandomRotation|'\"factor\": 0.1, \"fill_mode\": \"reflect\", \"fill_value\": 0.0, \"interpolation\": \"bilinear\", \"seed\": null'",
                "RandomZoom|'\"height_factor\": 0.2, \"width_factor\": null, \"fill_mode\": \"reflect\", \"fill_value\": 0.0, \"interpolation\": \"bilinear\", \"seed\": null'",
                "RandomTranslation|'\"height_factor\": [-0.2, 0.3], \"width_factor\": 0.1, \"fill_mode\": \"reflect\", \"fill_value\": 0.0, \"interpolation\": \"bilinear\", \"seed\": null'",
                "RandomContrast|'\"factor\": 0.2, \"seed\": null'",
                "RandomContrast|'\"factor\": [0.8, 0.2], \"value_range\": [0, 255], \"seed\": 7'",
                "RandomBrightness|'\"factor\": 0.2, \"value_range\": [0, 255], \"seed\": null'"
            })
    void letsEverythingPassWhatWorksInTrainingAlone(String kind, String settings) {
        Path file = new KerasFiles(1, 2, 3).layer(kind, "still", settings).write(folder);

        same(answer(file, 1, -2, 300, 4, 5, 6), 1, -2, 300, 4, 5, 6);
    }

    @Test
    void takesEachPixelOfAnImageByItself() {
        Path file = new KerasFiles(2, 1, 3)
                .layer("Dense", "pixels", "\"units\": 2")
                .tensor("kernel", new float[] {1, 10, 2, 20, 3, 30}, 3, 2)
                .tensor("bias", new float[] {0.1f, 0.2f}, 2)
                .write(folder);

        same(answer(file, 1, 1, 1, 3, -1, 0), 6.1, 60.2, 1.1, 10.2);
    }

    /** An image, its double less 10, and its triple: 1, 0, 4, 7; -8, -10, -2, 4; 3, 0, 12, 21. */
    @ParameterizedTest
    @CsvSource({
        "Add, '-4, -10, 14, 32'",
        "Multiply, '-24, 0, -96, 588'",
        "Average, '-1.333333, -3.333333, 4.666667, 10.666667'",
        "Maximum, '3, 0, 12, 21'",
        "Concatenate, '1, -8, 3,  0, -10, 0,  4, -2, 12,  7, 4, 21'"
    })
    void combines(String kind, String expected) {
        Path file = new KerasFiles(1, 4, 1)
                .layer("Rescaling", "doubles", "\"scale\": 2.0, \"offset\": -10.0", "image")
                .layer("Rescaling", "triples", "\"scale\": 3.0, \"offset\": 0.0", "image")
                .layer(kind, "both", "", "image", "doubles", "triples")
                .write(folder);

        same(answer(file, 1, 0, 4, 7), numbers(expected));
    }

    @ParameterizedTest
    @CsvSource({"image, double, '9, 10, 6, 3'", "double, image, '-9, -10, -6, -3'"})
    void subtracts(String from, String what, String expected) {
        Path file = new KerasFiles(1, 4, 1)
                .layer("Rescaling", "double", "\"scale\": 2.0, \"offset\": -10.0")
                .layer("Subtract", "difference", "", from, what)
                .write(folder);

        same(answer(file, 1, 0, 4, 7), numbers(expected));
    }

    @ParameterizedTest
    @CsvSource({"image, largest, '-3, 0, -9, 0, -3, 0'", "largest, image, '3, 0, 9, 0, 3, 0'"})
    void repeatsAPixelToTheSizeOfAnImage(String from, String what, String expected) {
        Path file = new KerasFiles(1, 2, 3)
                .layer("GlobalMaxPooling2D", "largest", "\"keepdims\": true")
                .layer("Subtract", "difference", "", from, what)
                .write(folder);

        same(answer(file, 1, 5, 0, 4, 2, 9), numbers(expected));
    }

    @Test
    void joinsRows() {
        Path file = new KerasFiles(1, 2, 3)
                .layer("GlobalAveragePooling2D", "mean", "")
                .layer("GlobalMaxPooling2D", "largest", "", "image")
                .layer("Concatenate", "both", "\"axis\": -1", "mean", "largest")
                .write(folder);

        same(answer(file, 1, 5, 0, 4, 2, 9), 2.5, 3.5, 4.5, 4, 5, 9);
    }

    @Test
    void calculates() {
        Path file = new KerasFiles(1, 2, 1)
                .operator("__operators__.add", "more", "3.0")
                .operator("math.multiply", "half", "0.5")
                .operator("math.add", "still_more", "-1")
                .operator("math.multiply", "product", "[\"image\", 0, 0]")
                .operator("__operators__.add", "sum", "[\"more\", 0, 0]")
                .write(folder);

        // (0.5 (x + 3) - 1) x + (x + 3)
        same(answer(file, 1, 4), 5, 17);
    }

    /** As mobilenet.preprocess_input does it within a model. */
    @Test
    void bringsPixelsToMinusOneToOne() {
        Path file = new KerasFiles(1, 3, 1)
                .operator("math.truediv", "tf.math.truediv", "127.5")
                .operator("math.subtract", "tf.math.subtract", "1.0")
                .write(folder);

        same(answer(file, 0, 127.5f, 255), -1, 0, 1);
    }

    @Test
    void subtractsALayerWithinAnExpression() {
        Path file = new KerasFiles(1, 2, 1)
                .operator("math.multiply", "triple", "3")
                .operator("math.subtract", "difference", "[\"image\", 0, 0]")
                .write(folder);

        same(answer(file, 1, 4), 2, 8);
    }

    /** The check of an import compares the converted network with the source. */
    @Test
    void bringsAllOfThemIntoOurForm() {
        Path file = new KerasFiles(6, 6, 3)
                .layer("ZeroPadding2D", "wider", "\"padding\": [[1, 0], [0, 2]]")
                .layer("Conv2D", "convolution", "\"filters\": 2, \"kernel_size\": 2, \"use_bias\": false")
                .tensor("kernel", random(24, 1), 2, 2, 3, 2)
                .layer("BatchNormalization", "norm", "\"scale\": false, \"center\": false")
                .tensor("moving_mean", random(2, 2), 2)
                .tensor("moving_variance", new float[] {1, 2}, 2)
                .layer("PReLU", "bent", "\"shared_axes\": [1, 2]")
                .tensor("alpha", random(2, 6), 1, 1, 2)
                .layer("MaxPooling2D", "pooled", "\"padding\": \"same\"")
                .layer("UpSampling2D", "larger", "")
                .layer("Cropping2D", "smaller", "\"cropping\": [[1, 0], [0, 2]]")
                .layer("Dense", "pixels", "\"units\": 2, \"activation\": \"tanh\"")
                .tensor("kernel", random(4, 3), 2, 2)
                .tensor("bias", random(2, 4), 2)
                .layer("GlobalMaxPooling2D", "largest", "\"keepdims\": true")
                .layer("Softmax", "weights", "")
                .layer("Subtract", "less", "", "pixels", "weights")
                .layer("Average", "mean", "", "pixels", "less")
                .layer("Maximum", "more", "", "pixels", "mean")
                .layer("Concatenate", "both", "", "more", "less")
                .operator("__operators__.add", "shifted", "0.5")
                .layer("Flatten", "row", "")
                .layer("Dense", "scores", "\"units\": 5, \"use_bias\": false, \"activation\": \"softmax\"")
                .tensor("kernel", random(600, 5), 5 * 6 * 4, 5)
                .write(folder);

        assertThat(SourceFile.read(file, OptionalInt.empty(), PixelConvention.UNIT)
                        .classes())
                .hasValue(5);
    }

    private static double[] numbers(String text) {
        return Stream.of(text.split(", *", -1)).mapToDouble(Double::parseDouble).toArray();
    }

    /** As TensorFlow writes {@code 3 * x}, {@code 3 + x} and {@code 3 - x}. */
    @ParameterizedTest
    @CsvSource({
        "math.multiply, 3, '3, -6'",
        "math.multiply, 3.0, '3, -6'",
        "__operators__.add, 3, '4, 1'",
        "math.subtract, 3.5, '2.5, 5.5'"
    })
    void computesWithANumberThatComesFirst(String function, String number, String expected) {
        Path file = new KerasFiles(1, 2, 1).write(folder, """
                {"class_name": "Functional", "config": {"name": "m", "layers": [
                 {"class_name": "InputLayer", "config": {"name": "image", "batch_input_shape": [null, 1, 2, 1]}, "inbound_nodes": []},
                 {"class_name": "TFOpLambda", "config": {"name": "op", "function": "%s"},
                  "inbound_nodes": [["_CONSTANT_VALUE", -1, %s, {"y": ["image", 0, 0], "name": null}]]}],
                 "input_layers": [["image", 0, 0]], "output_layers": [["op", 0, 0]]}}""".formatted(function, number));

        same(answer(file, 1, -2), numbers(expected));
    }

    @Test
    void cropsAtRandomInTrainingAlone() {
        Path file = new KerasFiles(1, 2, 1)
                .layer("RandomCrop", "crop", "\"height\": 1, \"width\": 2")
                .write(folder);

        same(answer(file, 1, -2), 1, -2);
    }
}
