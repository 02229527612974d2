package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.data.Goldens;
import org.tl4j.data.SharedFixtures;
import org.tl4j.data.TestImages;

class PillowAgreementTest {
    private static final int GRID = 4;
    private static final Preprocessing IMAGENET =
            TestImages.rule(new ResizeRule.ShorterSide(256), ImageSize.square(224));

    @Test
    void resizingTheShorterSideGivesTheVeryPixelsOfPillow() {
        Preprocessing whole = TestImages.rule(new ResizeRule.ShorterSide(256), new ImageSize(341, 256));
        assertThat(TestImages.prepared(Goldens.bytes("synthetic.png"), whole))
                .isEqualTo(TestImages.planes(Goldens.unpacked("synthetic-256.rgb.gz")));
    }

    @Test
    void cropsWhereTorchvisionCrops() {
        assertThat(TestImages.prepared(Goldens.bytes("synthetic.png"), IMAGENET))
                .isEqualTo(TestImages.planes(Goldens.unpacked("synthetic-224.rgb.gz")));
    }

    @ParameterizedTest
    @CsvSource({"BILINEAR, synthetic-32.rgb.gz", "BICUBIC, synthetic-32-bicubic.rgb.gz"})
    void resizingBothSidesGivesTheVeryPixelsOfPillow(Interpolation interpolation, String golden) {
        ImageSize size = ImageSize.square(32);
        assertThat(TestImages.prepared(
                        Goldens.bytes("synthetic.png"),
                        TestImages.rule(new ResizeRule.Exact(size, interpolation), size)))
                .isEqualTo(TestImages.planes(Goldens.unpacked(golden)));
    }

    static List<List<String>> photos() {
        return Goldens.rows("photos.csv").toList();
    }

    @ParameterizedTest
    @MethodSource("photos")
    void realPhotosDifferByLessThanOneOf255(List<String> photo) throws IOException {
        byte[] encoded = Files.readAllBytes(SharedFixtures.path("data/" + photo.get(0)));
        int offset = Integer.parseInt(photo.get(3));
        int side = IMAGENET.crop().width() / GRID;
        byte[] golden = Arrays.copyOfRange(Goldens.unpacked("photos.rgb.gz"), offset, offset + side * side * 3);
        double difference = TestImages.meanDifference(
                everyFourth(TestImages.prepared(encoded, IMAGENET)), TestImages.planes(golden));
        assertThat(difference).isLessThan(1.0);
    }

    private static float[] everyFourth(float[] planes) {
        int side = IMAGENET.crop().width();
        float[] kept = new float[planes.length / GRID / GRID];
        int next = 0;
        for (int i = 0; i < planes.length; i++) {
            if (i % side % GRID == 0 && i / side % side % GRID == 0) {
                kept[next++] = planes[i];
            }
        }
        return kept;
    }
}
