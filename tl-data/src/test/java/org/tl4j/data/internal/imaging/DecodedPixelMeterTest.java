package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.error.DataException;
import org.tl4j.core.inspection.PixelMeasures;
import org.tl4j.core.inspection.PixelMeter;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.data.ImageData;
import org.tl4j.data.TestImages;

class DecodedPixelMeterTest {
    private static final PixelMeter METER = ImageData.pixelMeter();

    @Test
    void aChessboardHasTheVarianceThatFollowsFromItsSquares() {
        // one pixel per square: the Laplacian is 4 times the contrast of neighbours, twice the distance from the mean
        PixelMeasures measured = measure(40, 30, (x, y) -> (x + y) % 2 == 0 ? 0x000000 : 0xFFFFFF);
        assertThat(measured.size()).isEqualTo(new ImageSize(40, 30));
        assertThat(measured.format()).isEqualTo("png");
        assertThat(measured.brightness()).isCloseTo(0.5, within(1e-9));
        assertThat(measured.contrast()).isCloseTo(0.5, within(1e-9));
        assertThat(measured.sharpness()).isCloseTo(64, within(1e-6));
        assertThat(measured.darkest()).isZero();
        assertThat(measured.brightest()).isEqualTo(1);
    }

    @Test
    void aSmoothGradientIsNotSharpAndALineOfOneColourHasNoContrast() {
        assertThat(measure(200, 200, (x, y) -> x * 0x010101).sharpness()).isLessThan(0.001);
        PixelMeasures flat = measure(50, 50, (x, y) -> 0x336699);
        assertThat(flat.contrast()).isZero();
        assertThat(flat.sharpness()).isZero();
        assertThat(flat.red()).isCloseTo(0x33 / 255.0, within(1e-9));
        assertThat(flat.green()).isCloseTo(0x66 / 255.0, within(1e-9));
        assertThat(flat.blue()).isCloseTo(0x99 / 255.0, within(1e-9));
    }

    @Test
    void sharpnessDoesNotDependOnTheContrast() {
        double strong =
                measure(60, 60, (x, y) -> (x / 3 + y / 3) % 2 * 0xC8C8C8).sharpness();
        double weak = measure(60, 60, (x, y) -> 0x404040 + (x / 3 + y / 3) % 2 * 0x141414)
                .sharpness();
        assertThat(weak).isCloseTo(strong, within(1e-9));
    }

    @Test
    void imagesOfOnePixelAndOfOneLineAreMeasured() {
        assertThat(measure(1, 1, (x, y) -> 0xFFFFFF).brightness()).isEqualTo(1);
        PixelMeasures line = measure(3000, 1, (x, y) -> x % 256 * 0x010101);
        assertThat(line.shorterSide()).isEqualTo(1);
        assertThat(line.elongation()).isEqualTo(3000);
        assertThat(line.sharpness()).isZero();
    }

    @Test
    void whatIsNoImageIsRefused() {
        assertThatThrownBy(() -> METER.measure(new byte[] {1, 2, 3})).isInstanceOf(DataException.class);
        byte[] large = TestImages.encoded(TestImages.gradient(1200, 1000), "png");
        assertThatThrownBy(() -> METER.within(new ReadingSettings(1, false)).measure(large))
                .isInstanceOf(DataException.class);
    }

    private static PixelMeasures measure(int width, int height, IntBinaryOperator colour) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, colour.applyAsInt(x, y));
            }
        }
        return METER.measure(TestImages.encoded(image, "png"));
    }
}
