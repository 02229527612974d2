package org.tl4j.strategies.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tl4j.core.inspection.PixelDefect;
import org.tl4j.core.inspection.PixelFinding;
import org.tl4j.core.inspection.PixelMeasures;
import org.tl4j.core.preprocessing.ImageSize;

class PixelBoundsTest {
    private static final PixelMeasures GOOD = Inspected.measures(0.3, 0.1, 0.8, 0.2);

    @Test
    void eachDefectIsFoundOnceAndAGoodPhotoHasNone() {
        List<PixelFinding> found = PixelBounds.of(Map.of(
                0, GOOD,
                1, Inspected.measures(0.01, 0.1, 0.8, 0.2),
                2, Inspected.measures(0.3, 0.01, 0.2, 0.03),
                3, Inspected.measures(0.3, 0.8, 0.99, 0.03),
                4, Inspected.measures(0.001, 0.4, 0.6, 0.03),
                5, sized(30, 40),
                6, sized(1000, 100),
                7, GOOD,
                8, GOOD));
        assertThat(found)
                .extracting(PixelFinding::image, PixelFinding::defect)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, PixelDefect.BLURRED),
                        org.assertj.core.groups.Tuple.tuple(2, PixelDefect.DARK),
                        org.assertj.core.groups.Tuple.tuple(3, PixelDefect.BRIGHT),
                        org.assertj.core.groups.Tuple.tuple(4, PixelDefect.FLAT),
                        org.assertj.core.groups.Tuple.tuple(5, PixelDefect.TINY),
                        org.assertj.core.groups.Tuple.tuple(6, PixelDefect.ODD_SHAPE));
    }

    @Test
    void inADataSetOfSmallImagesNoneIsTiny() {
        assertThat(PixelBounds.of(Map.of(0, sized(32, 32), 1, sized(32, 32), 2, sized(32, 32))))
                .isEmpty();
    }

    private static PixelMeasures sized(int width, int height) {
        return new PixelMeasures(new ImageSize(width, height), "png", 1000, 0.3, 0.5, 0.1, 0.8, 0.2, 0.5, 0.5, 0.5);
    }
}
