package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionSamplerTest {
    private static final RegionSampler CROP = new RegionSampler(0.08, 1, 3.0 / 4, 4.0 / 3, 0);
    private static final RegionSampler ERASED = new RegionSampler(0.02, 0.33, 1 / 3.3, 1 / 0.3, 1);

    @Property
    void regionsLieInsideTheImage(
            @ForAll @IntRange(min = 1, max = 3000) int width,
            @ForAll @IntRange(min = 1, max = 3000) int height,
            @ForAll @DoubleRange(min = 0, minIncluded = false, max = 1) double smallest,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RegionSampler sampler = new RegionSampler(smallest, 1, 3.0 / 4, 4.0 / 3, 0);
        sampler.draw(width, height, random).ifPresent(region -> assertInside(region, width, height));
        assertInside(sampler.centre(width, height), width, height);
        ERASED.draw(width, height, random).ifPresent(region -> assertInside(region, width - 1, height - 1, 1));
    }

    @Test
    void sharesOfTheAreaAreUniformAndRatiosAreInRange() {
        SplittableRandom random = new SplittableRandom(1);
        List<Double> shares = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            Region region = ERASED.draw(1000, 1000, random).orElseThrow();
            shares.add(region.width() * region.height() / 1e6);
            assertThat((double) region.height() / region.width()).isBetween(0.295, 3.35);
        }
        // The sides are rounded to whole pixels, of about 100 at least.
        assertThat(shares).allSatisfy(share -> assertThat(share).isBetween(0.0195, 0.335));
        double mean = shares.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        // Six standard errors of a uniform share. Few tries are repeated: 0.33 x 3.3 is only just above 1.
        assertThat(mean).isCloseTo(0.175, within(0.013));
    }

    @Test
    void wideAndNarrowRegionsAreAsFrequent() {
        SplittableRandom random = new SplittableRandom(2);
        int wide = 0;
        for (int i = 0; i < 2000; i++) {
            Region region = CROP.draw(1000, 1000, random).orElseThrow();
            assertThat((double) region.width() / region.height()).isBetween(0.745, 1.34);
            assertThat(region.width() * region.height()).isBetween(79_000, 1_000_000);
            wide += region.width() > region.height() ? 1 : 0;
        }
        // Five standard deviations of 2000 fair draws.
        assertThat(wide).isBetween(888, 1112);
    }

    @Test
    void placesReachEveryEdge() {
        SplittableRandom random = new SplittableRandom(3);
        RegionSampler small = new RegionSampler(0.2, 0.5, 0.75, 4.0 / 3, 0);
        List<Region> regions = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            regions.add(small.draw(10, 10, random).orElseThrow());
        }
        assertThat(regions).anyMatch(region -> region.left() == 0 && region.top() == 0);
        assertThat(regions).anyMatch(region -> region.left() + region.width() == 10 && region.top() == 0);
        assertThat(regions).anyMatch(region -> region.left() == 0 && region.top() + region.height() == 10);
        assertThat(regions)
                .anyMatch(region -> region.left() + region.width() == 10 && region.top() + region.height() == 10);
    }

    /** Expected values from RandomResizedCrop.get_params of torchvision, whose tries never fit into an image this long. */
    @ParameterizedTest
    @CsvSource({
        "1000, 10, 493, 0, 13, 10",
        "10, 1000, 0, 493, 10, 13",
        "100, 100, 0, 0, 100, 100",
        "130, 100, 0, 0, 130, 100",
        "1, 1, 0, 0, 1, 1"
    })
    void theLastResortIsTheCentreInTheNearestRatio(
            int width, int height, int left, int top, int toWidth, int toHeight) {
        assertThat(CROP.centre(width, height)).isEqualTo(new Region(left, top, toWidth, toHeight));
    }

    @Test
    void anAbsurdlyLongImageHasNoRegionOfThatArea() {
        assertThat(new RegionSampler(0.5, 1, 0.75, 4.0 / 3, 0).draw(1, 1_000_000, new SplittableRandom(1)))
                .isEmpty();
        assertThat(ERASED.draw(1, 1, new SplittableRandom(1))).isEmpty();
    }

    private static void assertInside(Region region, int width, int height) {
        assertInside(region, width, height, 0);
    }

    /** Sides are at most {@code width} and {@code height}, and stay inside an image longer by {@code margin}. */
    private static void assertInside(Region region, int width, int height, int margin) {
        assertThat(region.left()).isNotNegative();
        assertThat(region.top()).isNotNegative();
        assertThat(region.width()).isBetween(1, width);
        assertThat(region.height()).isBetween(1, height);
        assertThat(region.left() + region.width()).isLessThanOrEqualTo(width + margin);
        assertThat(region.top() + region.height()).isLessThanOrEqualTo(height + margin);
    }
}
