package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.data.Goldens;
import org.tl4j.data.TestImages;

/** The steps of augmentation with fixed instead of random values, compared with the results of torchvision. */
class TorchvisionAgreementTest {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;
    private static final int GRID = 4;
    private static final Preprocessing SMALL = TestImages.asIs(WIDTH, HEIGHT);

    /** An image of 8 bits in single precision, interpolated by two programs in a different order. */
    private static final float ROUNDING = 2e-3f;

    static List<List<String>> crops() {
        return Goldens.rows("augmented/crops.csv").toList();
    }

    static List<List<String>> colours() {
        return Goldens.rows("augmented/colours.csv").toList();
    }

    static List<List<String>> rotations() {
        return Goldens.rows("augmented/rotations.csv").toList();
    }

    @ParameterizedTest
    @MethodSource("crops")
    void aResizedCropGivesTheVeryPixels(List<String> row) {
        int[] box = row.stream().limit(5).mapToInt(Integer::parseInt).toArray();
        Window window = Window.of(
                new Region(box[0], box[1], box[2], box[3]), new ImageSize(40, 30), Interpolation.valueOf(row.get(5)));
        byte[] golden = Goldens.unpacked("augmented/crops.rgb.gz");
        assertThat(Samples.turnedRound(Resampler.resample(Samples.of("synthetic.png"), window)))
                .isEqualTo(Arrays.copyOfRange(golden, box[4], box[4] + 40 * 30 * 3));
    }

    @ParameterizedTest
    @MethodSource("colours")
    void aChangeOfColoursGivesTheVeryPixels(List<String> row) {
        double[] factors =
                row.stream().limit(3).mapToDouble(Double::parseDouble).toArray();
        int offset = Integer.parseInt(row.get(3));
        byte[] pixels = Samples.bytes("odd/interlaced.png", WIDTH, HEIGHT);
        new ColourJitter(factors[0], factors[1], factors[2]).apply(pixels);
        assertThat(Samples.turnedRound(pixels))
                .isEqualTo(Arrays.copyOfRange(
                        Goldens.unpacked("augmented/colours.rgb.gz"), offset, offset + WIDTH * HEIGHT * 3));
    }

    @ParameterizedTest
    @MethodSource("rotations")
    void aRotationGivesTheSameUpToRounding(List<String> row) {
        FloatBuffer image =
                TestImages.buffer(SMALL).put(0, TestImages.prepared(Goldens.bytes("odd/interlaced.png"), SMALL));
        new GeometricTransform(false, 0, 0, Double.parseDouble(row.get(0))).apply(image, SMALL);
        FloatBuffer golden = ByteBuffer.wrap(Goldens.unpacked("augmented/rotations.f32.gz"))
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(Integer.parseInt(row.get(1)))
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        double[] differences = new double[WIDTH * HEIGHT * 3 / GRID / GRID];
        for (int i = 0; i < differences.length; i++) {
            int column = i % (WIDTH / GRID) * GRID;
            int line = i / (WIDTH / GRID) * GRID;
            differences[i] = Math.abs(image.get(line * WIDTH + column) - golden.get(i));
        }
        assertThat(DoubleStream.of(differences).max().orElseThrow()).isLessThan(ROUNDING);
    }
}
