package org.tl4j.core.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessingTest {
    @Test
    void aLargerInputSeesAsMuchOfTheImage() {
        Preprocessing photos = rule(new ResizeRule.ShorterSide(256, Interpolation.BICUBIC), ImageSize.square(224));

        Preprocessing larger = photos.withInputSize(448);

        assertThat(larger)
                .isEqualTo(rule(new ResizeRule.ShorterSide(512, Interpolation.BICUBIC), ImageSize.square(448)));
        assertThat(larger.withInputSize(224)).isEqualTo(photos);
        assertThat(photos.withInputSize(128).resize())
                .isEqualTo(new ResizeRule.ShorterSide(146, Interpolation.BICUBIC));
    }

    @Test
    void bothSidesOfAnExactSizeGrowAlike() {
        assertThat(rule(new ResizeRule.Exact(new ImageSize(100, 60)), new ImageSize(90, 50))
                        .withInputSize(75))
                .isEqualTo(rule(new ResizeRule.Exact(new ImageSize(150, 90)), new ImageSize(135, 75)));
    }

    @Test
    void knowsThePartOfAnImageThatIsInTheCrop() {
        Preprocessing photos = rule(new ResizeRule.ShorterSide(256), ImageSize.square(224));

        ImagePart wide = photos.visiblePart(new ImageSize(400, 200));
        assertThat(wide.width()).isEqualTo(224.0 / 512);
        assertThat(wide.left()).isEqualTo(144.0 / 512);
        assertThat(wide.height()).isEqualTo(0.875);
        assertThat(wide.top()).isEqualTo(0.0625);
        assertThat(rule(new ResizeRule.Exact(ImageSize.square(32)), ImageSize.square(32))
                        .visiblePart(new ImageSize(5, 9)))
                .isEqualTo(new ImagePart(0, 0, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1e308, 1e7, -1e308})
    void refusesValuesThatNoPixelNeeds(double value) {
        ResizeRule resize = new ResizeRule.ShorterSide(32);
        ImageSize crop = ImageSize.square(32);
        List<Double> one = List.of(1.0);
        List<Double> wrong = List.of(value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Preprocessing(resize, crop, ChannelOrder.GREY, 1, wrong, one));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Preprocessing(resize, crop, ChannelOrder.GREY, 1, one, wrong));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Preprocessing(resize, crop, ChannelOrder.GREY, value, one, one));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1e-300, 1e-7})
    void refusesADeviationOrScaleThatIsNearlyNone(double value) {
        ResizeRule resize = new ResizeRule.ShorterSide(32);
        ImageSize crop = ImageSize.square(32);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Preprocessing(resize, crop, ChannelOrder.GREY, 1, List.of(0.0), List.of(value)));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Preprocessing(resize, crop, ChannelOrder.GREY, value, List.of(0.0), List.of(1.0)));
    }

    @Test
    void refusesAnInputThatNoNetworkTakes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule(new ResizeRule.ShorterSide(32), ImageSize.square(16_385)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule(new ResizeRule.ShorterSide(1 << 20), ImageSize.square(32)));
    }

    private static Preprocessing rule(ResizeRule resize, ImageSize crop) {
        return new Preprocessing(resize, crop, ChannelOrder.GREY, 1, List.of(0.0), List.of(1.0));
    }
}
