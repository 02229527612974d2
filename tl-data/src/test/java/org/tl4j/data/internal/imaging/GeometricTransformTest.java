package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.data.TestImages;

class GeometricTransformTest {
    private static final float[] IMAGE = {1, 2, 3, 4, 5, 6};

    @Test
    void mirrors() {
        assertThat(moved(new GeometricTransform(true, 0, 0, 0), 3, 2, IMAGE)).containsExactly(3, 2, 1, 6, 5, 4);
    }

    @Test
    void movesAndFillsWithZero() {
        assertThat(moved(new GeometricTransform(false, 0, 0, 0), 3, 2, IMAGE)).containsExactly(IMAGE);
        assertThat(moved(new GeometricTransform(false, 1, 1, 0), 3, 2, IMAGE)).containsExactly(0, 0, 0, 0, 1, 2);
        assertThat(moved(new GeometricTransform(false, -1, -1, 0), 3, 2, IMAGE)).containsExactly(5, 6, 0, 0, 0, 0);
        assertThat(moved(new GeometricTransform(false, -1, 0, 0), 3, 2, IMAGE)).containsExactly(2, 3, 0, 5, 6, 0);
    }

    @Test
    void movesWhatIsMirroredAndTurnsWhatIsMoved() {
        assertThat(moved(new GeometricTransform(true, 1, 0, 0), 3, 2, IMAGE)).containsExactly(0, 3, 2, 0, 6, 5);
        assertThat(moved(new GeometricTransform(true, 1, 0, 180), 3, 2, IMAGE)).containsExactly(5, 6, 0, 2, 3, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, -50, Integer.MAX_VALUE - 1, 1 - Integer.MAX_VALUE})
    void aShiftBeyondTheImageLeavesZeros(int shift) {
        assertThat(moved(new GeometricTransform(false, shift, 0, 0), 3, 2, IMAGE))
                .containsOnly(0);
        assertThat(moved(new GeometricTransform(false, 0, shift, 0), 3, 2, IMAGE))
                .containsOnly(0);
    }

    @Test
    void changesAllChannelsAlike() {
        Preprocessing colour = TestImages.asIs(3, 2);
        FloatBuffer image = TestImages.buffer(colour);
        for (int channel = 0; channel < 3; channel++) {
            image.put(channel * IMAGE.length, IMAGE);
        }
        new GeometricTransform(true, 1, 0, 25).apply(image, colour);
        float[] result = TestImages.floats(image);
        assertThat(Arrays.copyOfRange(result, 6, 12)).isEqualTo(Arrays.copyOf(result, 6));
        assertThat(Arrays.copyOfRange(result, 12, 18)).isEqualTo(Arrays.copyOf(result, 6));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 224})
    void quarterTurnsOfASquareAreExact(int side) {
        float[] plane = new float[side * side];
        float[] left = new float[side * side];
        float[] over = new float[side * side];
        float[] right = new float[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                float value = 0.1f + y * side + x;
                plane[y * side + x] = value;
                // The right side moves to the top.
                left[(side - 1 - x) * side + y] = value;
                over[(side - 1 - y) * side + side - 1 - x] = value;
                right[x * side + side - 1 - y] = value;
            }
        }
        assertThat(moved(new GeometricTransform(false, 0, 0, 90), side, side, plane))
                .isEqualTo(left);
        assertThat(moved(new GeometricTransform(false, 0, 0, 180), side, side, plane))
                .isEqualTo(over);
        assertThat(moved(new GeometricTransform(false, 0, 0, -180), side, side, plane))
                .isEqualTo(over);
        assertThat(moved(new GeometricTransform(false, 0, 0, -90), side, side, plane))
                .isEqualTo(right);
    }

    /** Bilinear interpolation is exact on a linear plane, so the rotated plane is known in closed form. */
    @ParameterizedTest
    @ValueSource(doubles = {-179, -45, -7.3, 0.001, 12, 30, 133})
    void anEvenSlopeTurnsWithTheImage(double degrees) {
        int width = 31;
        int height = 20;
        float[] plane = new float[width * height];
        for (int i = 0; i < plane.length; i++) {
            int row = i / width;
            plane[i] = 3 * (i % width - 15f) - 2 * (row - 9.5f) + 100;
        }
        float[] turned = moved(new GeometricTransform(false, 0, 0, degrees), width, height, plane);
        double cosine = Math.cos(Math.toRadians(degrees));
        double sine = Math.sin(Math.toRadians(degrees));
        for (int i = 0; i < turned.length; i++) {
            int row = i / width;
            double x = i % width - 15;
            double y = row - 9.5;
            double fromX = cosine * x - sine * y;
            double fromY = sine * x + cosine * y;
            if (Math.abs(fromX) <= 15 && Math.abs(fromY) <= 9.5) {
                assertThat(turned[i]).isCloseTo((float) (3 * fromX - 2 * fromY + 100), within(1e-3f));
            } else if (Math.abs(fromX) >= 16 || Math.abs(fromY) >= 10.5) {
                assertThat(turned[i]).isZero();
            }
        }
    }

    private static float[] moved(GeometricTransform motion, int width, int height, float[] plane) {
        ImageSize size = new ImageSize(width, height);
        Preprocessing rule = TestImages.rule(new ResizeRule.Exact(size), size, ChannelOrder.GREY);
        FloatBuffer image = TestImages.buffer(rule).put(0, plane);
        motion.apply(image, rule);
        return TestImages.floats(image);
    }
}
