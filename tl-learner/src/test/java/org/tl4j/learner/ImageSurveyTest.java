package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.Sample;

class ImageSurveyTest {
    private static final FakeImages IMAGES = new FakeImages();
    private static final ImageSurvey SURVEY = new ImageSurvey(IMAGES, IMAGES, IMAGES);

    @Test
    void givesTheMedianOfTheLongerSides() {
        assertThat(SURVEY.of(FakeImages.samples("10 20 0 0 0", "500 375 0 0 0", "300 400 0 0 0")))
                .isEqualTo(new ImageTraits(400, false));
    }

    @Test
    void seesThatSmallImagesHaveNoColours() {
        assertThat(SURVEY.of(FakeImages.samples("28 28 7 7 7", "28 28 90 91 89")))
                .isEqualTo(new ImageTraits(28, true));
        assertThat(SURVEY.of(FakeImages.samples("28 28 7 7 7", "28 28 200 20 20", "28 28 20 20 200")))
                .isEqualTo(new ImageTraits(28, false));
    }

    @Test
    void passesOverImagesThatCannotBeRead() {
        assertThat(SURVEY.of(FakeImages.samples("missing", "broken", "32 32 1 2 3")))
                .isEqualTo(new ImageTraits(32, true));
        assertThat(SURVEY.of(FakeImages.samples("missing"))).isEqualTo(ImageTraits.PHOTOS);
        assertThat(SURVEY.of(List.of())).isEqualTo(ImageTraits.PHOTOS);
    }

    @Test
    void looksAtFewImagesOfALargeDataSetAndAtAllParts() {
        List<Sample> samples = new ArrayList<>(
                Collections.nCopies(5_000, FakeImages.samples("600 400 0 0 0").get(0)));
        samples.addAll(
                Collections.nCopies(6_000, FakeImages.samples("32 32 0 90 0").get(0)));
        int[] reads = {0};
        FakeImages images = new FakeImages();
        ImageSurvey survey = new ImageSurvey(
                images,
                encoded -> {
                    reads[0]++;
                    return images.size(encoded);
                },
                images);

        assertThat(survey.of(samples).longerSide()).isEqualTo(32);
        assertThat(reads[0]).isEqualTo(64);
    }
}
