package org.tl4j.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.backbone.TokenSequence;
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

    @ParameterizedTest
    @CsvSource({
        // patches of 16 and 14 pixels: without a class token, with one, with four registers as well
        "224, 224, 196, 768, true",
        "224, 224, 197, 768, true",
        "224, 224, 261, 384, true",
        // channels before positions: 24 x 24 channels of 7 x 7 positions
        "224, 224, 576, 49, false",
        "224, 224, 768, 49, false",
        // 14 x 14 of 224 x 280 pixels are no squares, and 16 x 16 do not divide 224 x 280
        "224, 280, 196, 768, false",
        "224, 280, 256, 768, false",
    })
    void tokensHavePositionsIfTheirGridDividesTheImages(int width, int height, long tokens, long each, boolean found) {
        assertThat(new ValueShape(new TokenSequence(tokens, each), false, false)
                        .hasPositions(new ImageSize(width, height)))
                .isEqualTo(found);
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
