package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.ImageSize;

class AugmentationDrawTest {
    private static final int COUNT = 3000;

    @Test
    void nothingIsChangedWhereNothingIsAskedFor() {
        assertThat(draws(Augmentation.NONE)).allSatisfy(draw -> {
            assertThat(draw.crop()).isEmpty();
            assertThat(draw.erased()).isEmpty();
            assertThat(draw.colour()).isEqualTo(new ColourJitter(1, 1, 1));
            assertThat(draw.motion().mirrored()).isFalse();
            assertThat(draw.motion().right()).isZero();
            assertThat(draw.motion().down()).isZero();
            assertThat(draw.motion().degrees()).isZero();
        });
    }

    @Test
    void halfOfTheImagesAreMirroredAndTheShareAskedForIsErased() {
        List<AugmentationDraw> draws = draws(new Augmentation(true, 0, 1, 0, 0, 0.2));
        // Six standard deviations.
        assertThat(share(draws, draw -> draw.motion().mirrored() ? 1 : 0)).isCloseTo(0.5, within(0.055));
        assertThat(share(draws, draw -> draw.erased().isPresent() ? 1 : 0)).isCloseTo(0.2, within(0.044));
    }

    @Test
    void aProbabilityOfOneErasesAlways() {
        assertThat(draws(new Augmentation(false, 0, 1, 0, 0, 1)))
                .allSatisfy(draw -> assertThat(draw.erased()).isPresent());
    }

    @Test
    void everyShiftIsEquallyFrequent() {
        List<AugmentationDraw> draws = draws(new Augmentation(false, 1, 1, 0, 0, 0));
        for (int shift = -1; shift <= 1; shift++) {
            int wanted = shift;
            assertThat(share(draws, draw -> draw.motion().right() == wanted ? 1 : 0))
                    .isCloseTo(1 / 3.0, within(0.052));
            assertThat(share(draws, draw -> draw.motion().down() == wanted ? 1 : 0))
                    .isCloseTo(1 / 3.0, within(0.052));
        }
    }

    @Test
    void theLargestShiftCanBeDrawn() {
        assertThat(draws(new Augmentation(false, Integer.MAX_VALUE, 1, 0, 0, 0)))
                .anyMatch(draw -> draw.motion().right() > 1 << 30)
                .anyMatch(draw -> draw.motion().right() < -(1 << 30));
    }

    @Test
    void anglesAndFactorsAreUniformBetweenTheirLimits() {
        List<AugmentationDraw> draws = draws(new Augmentation(false, 0, 1, 15, 0.4, 0));
        assertUniform(draws, draw -> draw.motion().degrees(), -15, 15);
        assertUniform(draws, draw -> draw.colour().brightness(), 0.6, 1.4);
        assertUniform(draws, draw -> draw.colour().contrast(), 0.6, 1.4);
        assertUniform(draws, draw -> draw.colour().saturation(), 0.6, 1.4);
        assertThat(draws)
                .noneMatch(draw -> draw.colour().brightness() == draw.colour().contrast());
    }

    @Test
    void cropsHaveAtLeastTheSmallestShareOfTheImage() {
        List<AugmentationDraw> draws = draws(new Augmentation(false, 0, 0.3, 0, 0, 0));
        assertThat(draws).allSatisfy(draw -> {
            Region crop = draw.crop().orElseThrow();
            assertThat(crop.width() * crop.height() / (500.0 * 375)).isBetween(0.298, 1.0);
            assertThat(crop.width() / (double) crop.height()).isBetween(0.74, 1.35);
        });
    }

    @Test
    void anImageThatNoTryFitsIntoIsCroppedInTheMiddle() {
        AugmentationDraw draw = AugmentationDraw.of(
                new Augmentation(false, 0, 0.5, 0, 0, 0), 1000, 10, ImageSize.square(224), new SplittableRandom(1));
        assertThat(draw.crop()).contains(new Region(493, 0, 13, 10));
    }

    @Test
    void oneSettingDoesNotChangeWhatIsDrawnForAnother() {
        List<AugmentationDraw> all = draws(new Augmentation(true, 9, 0.3, 15, 0.4, 1));
        List<AugmentationDraw> few = draws(new Augmentation(true, 9, 1, 15, 0, 0));
        assertThat(few)
                .extracting(AugmentationDraw::motion)
                .isEqualTo(all.stream().map(AugmentationDraw::motion).toList());
    }

    private static void assertUniform(
            List<AugmentationDraw> draws, ToDoubleFunction<AugmentationDraw> value, double low, double high) {
        List<Double> sorted = draws.stream()
                .map(value::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        assertThat(sorted.get(0)).isGreaterThanOrEqualTo(low);
        assertThat(sorted.get(COUNT - 1)).isLessThanOrEqualTo(high);
        for (int i = 0; i < COUNT; i++) {
            double expected = low + (high - low) * (i + 0.5) / COUNT;
            // Kolmogorov and Smirnov: 2.7 / sqrt(3000) is exceeded once in a million samples.
            assertThat(sorted.get(i)).isCloseTo(expected, within(0.05 * (high - low)));
        }
    }

    private static double share(List<AugmentationDraw> draws, ToDoubleFunction<AugmentationDraw> value) {
        return draws.stream().mapToDouble(value).average().orElseThrow();
    }

    /** Draws with consecutive seeds, as in training. */
    private static List<AugmentationDraw> draws(Augmentation augmentation) {
        return LongStream.range(0, COUNT)
                .mapToObj(seed ->
                        AugmentationDraw.of(augmentation, 500, 375, ImageSize.square(224), new SplittableRandom(seed)))
                .toList();
    }
}
