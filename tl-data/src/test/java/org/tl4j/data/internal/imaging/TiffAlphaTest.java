package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.data.TestImages;

class TiffAlphaTest {
    @Test
    void transparentColoursStayAsTheyAreStored() {
        BufferedImage image = TestImages.noise(16, 12, BufferedImage.TYPE_INT_ARGB, 3);
        Preprocessing rule = TestImages.asIs(16, 12);
        assertThat(TestImages.prepared(TestImages.encoded(image, "tiff"), rule))
                .isEqualTo(TestImages.prepared(TestImages.encoded(image, "png"), rule));
    }
}
