package org.tl4j.core.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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

    private static Preprocessing rule(ResizeRule resize, ImageSize crop) {
        return new Preprocessing(resize, crop, ChannelOrder.GREY, 1, List.of(0.0), List.of(1.0));
    }
}
