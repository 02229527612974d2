package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tl4j.core.error.DataException;
import org.tl4j.data.Goldens;
import org.tl4j.data.TestImages;

/** Every kind of image file that we read, compared with what Pillow decodes: the means of the whole and of its quarters. */
class OddImagesTest {
    /** The table has three digits; the rest allows for other builds of libjpeg and libwebp. */
    private static final double TOLERANCE = 0.1;

    /** Pillow divides the product of ink and black by 255, OpenCV by 256. */
    private static final double CMYK_TOLERANCE = 1.5;

    static List<List<String>> images() {
        return Goldens.rows("odd/index.csv")
                .filter(row -> row.get(1).equals("image"))
                .toList();
    }

    static List<List<String>> refused() {
        return Goldens.rows("odd/index.csv")
                .filter(row -> !row.get(1).equals("image"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("images")
    void decodesWhatPillowDecodes(List<String> row) {
        int width = Integer.parseInt(row.get(3));
        int height = Integer.parseInt(row.get(4));
        float[] planes = TestImages.prepared(Goldens.bytes("odd/" + row.get(0)), TestImages.asIs(width, height));
        double[] expected = row.subList(5, row.size()).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        double[] found = means(planes, width, height);
        double tolerance = row.get(2).equals("CMYK") ? CMYK_TOLERANCE : TOLERANCE;
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).as("mean %d of %s", i, row.get(0)).isCloseTo(expected[i], within(tolerance));
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatIsNoWholeImage(List<String> row) {
        String reason = switch (row.get(1)) {
            case "truncated" -> "truncated";
            case "empty" -> "is empty";
            case "not-an-image" -> "is no image";
            case "too-large" -> "60000x60000 pixels, over the limit of 100 megapixels";
            default -> throw new IllegalArgumentException(row.toString());
        };
        assertThatThrownBy(() -> TestImages.prepared(Goldens.bytes("odd/" + row.get(0)), TestImages.asIs(8, 8)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("image data must be a whole image, found one that ")
                .hasMessageContaining(reason);
    }

    /** The means in the order of the table: the whole image, then the quarters row by row; red, green and blue of each. */
    private static double[] means(float[] planes, int width, int height) {
        List<Double> means = new ArrayList<>();
        int[][] areas = {
            {0, 0, width, height},
            {0, 0, width / 2, height / 2},
            {width / 2, 0, width, height / 2},
            {0, height / 2, width / 2, height},
            {width / 2, height / 2, width, height}
        };
        for (int[] area : areas) {
            for (int channel = 0; channel < 3; channel++) {
                double sum = 0;
                for (int y = area[1]; y < area[3]; y++) {
                    for (int x = area[0]; x < area[2]; x++) {
                        sum += planes[(channel * height + y) * width + x];
                    }
                }
                means.add(sum / ((area[2] - area[0]) * (area[3] - area[1])));
            }
        }
        return means.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
