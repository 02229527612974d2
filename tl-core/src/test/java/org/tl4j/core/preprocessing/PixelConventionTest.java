package org.tl4j.core.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.error.UsageException;

class PixelConventionTest {
    private static final ImageSize INPUT = ImageSize.square(96);

    /** The result of Keras' preprocess_input (2.4, imagenet_utils) for the pixel (10, 100, 200). */
    @ParameterizedTest
    @CsvSource({
        "RAW,10,100,200",
        "UNIT,0.039215688,0.39215687,0.78431374",
        "TF,-0.92156863,-0.21568626,0.5686275",
        "TORCH,-1.946659,-0.28501401,1.6813943",
        "CAFFE,96.061,-16.778999,-113.68"
    })
    void turnsPixelsIntoWhatKerasMakesOfThem(PixelConvention convention, double first, double second, double third) {
        Preprocessing rule = convention.at(INPUT, 3);
        double[] pixel =
                rule.channels() == ChannelOrder.BGR ? new double[] {200, 100, 10} : new double[] {10, 100, 200};
        double[] expected = {first, second, third};
        for (int plane = 0; plane < 3; plane++) {
            double value = (pixel[plane] * rule.scale() - rule.mean().get(plane))
                    / rule.standardDeviation().get(plane);
            assertThat(value).isCloseTo(expected[plane], within(1e-5));
        }
    }

    @Test
    void resizesToExactlyTheInput() {
        assertThat(PixelConvention.UNIT.at(INPUT, 3).resize()).isEqualTo(new ResizeRule.Exact(INPUT));
        assertThat(PixelConvention.UNIT.at(INPUT, 3).crop()).isEqualTo(INPUT);
    }

    @Test
    void feedsGreyImagesByWhatIsTheSameForAllColours() {
        assertThat(PixelConvention.TF.at(INPUT, 1).channels()).isEqualTo(ChannelOrder.GREY);
        assertThat(PixelConvention.TF.at(INPUT, 1).mean()).containsExactly(0.5);
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> PixelConvention.CAFFE.at(INPUT, 1))
                .withMessageContaining("must treat all channels alike for grey images, found caffe");
    }
}
