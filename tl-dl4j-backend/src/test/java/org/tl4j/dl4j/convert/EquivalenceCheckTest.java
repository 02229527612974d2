package org.tl4j.dl4j.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.convert.keras.KerasFiles;

/** Networks for which the equivalence check of an import works. */
class EquivalenceCheckTest {
    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        Started.runtime();
    }

    /** A network whose scores are so far from 0 that the function gives only 0 or 1. */
    @ParameterizedTest
    @CsvSource({
        "sigmoid, -300, UNIT",
        "sigmoid, 300, RAW",
        "softmax, -300, UNIT",
        "tanh, 300, RAW",
        "hard_sigmoid, -300, UNIT",
        "relu, 1, CAFFE"
    })
    void takesNetworksWhoseLastFunctionSaturates(String function, float weight, PixelConvention convention) {
        Path file = network(function, weight).write(folder);

        SourceFile.read(file, OptionalInt.empty(), convention);
    }

    /** The mean of noise from 0 to 1 is 0.5; patches of colour may have any mean. */
    @Test
    void showsPatchesWhereNoiseIsAveragedAway() {
        Path file = new KerasFiles(32, 32, 3)
                .layer("Rescaling", "brighter", "\"scale\": 1.0, \"offset\": 0.0")
                .layer("Conv2D", "sum", "\"filters\": 1, \"kernel_size\": 1, \"activation\": \"relu\"")
                .tensor("kernel", new float[] {1, 1, 1}, 1, 1, 3, 1)
                .tensor("bias", new float[] {0}, 1)
                .layer("AveragePooling2D", "mean", "\"pool_size\": 8")
                .layer("Conv2D", "bright", "\"filters\": 1, \"kernel_size\": 1, \"activation\": \"relu\"")
                .tensor("kernel", new float[] {1}, 1, 1, 1, 1)
                .tensor("bias", new float[] {-1.9f}, 1)
                .layer("Flatten", "row", "")
                .write(folder);

        assertThat(SourceFile.read(file, OptionalInt.empty(), PixelConvention.UNIT)
                        .format())
                .isEqualTo("Keras");
    }

    @Test
    void refusesANetworkWithOnlyZeroOutputs() {
        Path file = network("relu", 0).write(folder);

        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> SourceFile.read(file, OptionalInt.empty(), PixelConvention.UNIT))
                .withMessageContaining("must have an output other than zeros for noise or patches of colour");
    }

    private static KerasFiles network(String function, float weight) {
        return new KerasFiles(4, 4, 3)
                .layer("Conv2D", "first", "\"filters\": 1, \"kernel_size\": 1, \"use_bias\": false")
                .tensor("kernel", new float[] {weight, weight, weight}, 1, 1, 3, 1)
                .layer("GlobalAveragePooling2D", "mean", "")
                .layer("Dense", "last", "\"units\": 2, \"use_bias\": false, \"activation\": \"" + function + "\"")
                .tensor("kernel", new float[] {1, 1}, 1, 2);
    }
}
