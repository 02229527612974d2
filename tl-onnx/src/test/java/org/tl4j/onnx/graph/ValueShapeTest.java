package org.tl4j.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.preprocessing.ImageSize;

class ValueShapeTest {
    @ParameterizedTest
    @CsvSource({
        // squares: the equal dimensions are positions
        "false, 224, 224, 512, 7, 7, false",
        "false, 224, 224, 7, 7, 512, true",
        "true, 224, 224, 512, 7, 7, false",
        "false, 224, 224, 8, 8, 7, true",
        // wider than high
        "false, 320, 224, 512, 7, 10, false",
        "false, 320, 224, 7, 10, 512, true",
        "true, 320, 224, 7, 10, 64, true",
        // one position
        "true, 224, 224, 1, 1, 1280, true",
        "false, 224, 224, 1280, 1, 1, false",
        // more positions than pixels are none
        "false, 100, 32, 512, 1, 26, false",
        // either order: that of the images, if they have channels first
        "false, 224, 224, 8, 8, 8, false",
    })
    void theOrderOfAMapIsSeenByItsProportions(
            boolean inputLast, int width, int height, long second, long third, long fourth, boolean last) {
        assertThat(of(inputLast, width, height, second, third, fourth).map(ValueShape::channelsLast))
                .contains(last);
    }

    @Test
    void whatMayBeEitherOrNeitherIsNoMap() {
        assertThat(of(true, 224, 224, 8, 8, 8)).isEmpty();
        assertThat(of(false, 224, 224, 8, 5, 7)).isEmpty();
        assertThat(of(false, 224, 224, 8, 0, 7)).isEmpty();
    }

    private static Optional<ValueShape> of(
            boolean inputLast, int width, int height, long second, long third, long fourth) {
        ImageInput input = new ImageInput(
                "x",
                DataType.FLOAT.getNumber(),
                inputLast,
                OptionalInt.empty(),
                3,
                OptionalInt.empty(),
                OptionalInt.empty());
        return ValueShape.of(List.of(2L, second, third, fourth), false, input, new ImageSize(width, height));
    }
}
