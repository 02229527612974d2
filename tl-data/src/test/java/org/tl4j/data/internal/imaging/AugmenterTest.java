package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.data.ImageData;
import org.tl4j.data.TestImages;

class AugmenterTest {
    private static final Preprocessing RULE =
            TestImages.rule(new ResizeRule.ShorterSide(3), new ImageSize(3, 2), ChannelOrder.GREY);
    private static final float[] IMAGE = {1, 2, 3, 4, 5, 6};

    @Test
    void leavesTheImageAloneWhereNothingIsAskedFor() {
        assertThat(augmented(Augmentation.NONE, new Random(1))).isEqualTo(IMAGE);
    }

    @Test
    void mirrorsEveryOtherImage() {
        Random random = new Random(1);
        Augmentation flip = new Augmentation(true, 0);
        int mirrored = 0;
        for (int i = 0; i < 1000; i++) {
            float[] result = augmented(flip, random);
            boolean same = Arrays.equals(result, IMAGE);
            assertThat(same || Arrays.equals(result, new float[] {3, 2, 1, 6, 5, 4}))
                    .isTrue();
            mirrored += same ? 0 : 1;
        }
        // Five standard deviations of 1000 fair draws.
        assertThat(mirrored).isBetween(420, 580);
    }

    @Test
    void movesByEveryShiftAndFillsWithZero() {
        Random random = new Random(1);
        Map<String, Integer> results = new HashMap<>();
        for (int i = 0; i < 900; i++) {
            results.merge(Arrays.toString(augmented(new Augmentation(false, 1), random)), 1, Integer::sum);
        }
        assertThat(results).hasSize(9);
        assertThat(results.values()).allSatisfy(count -> assertThat(count).isBetween(50, 150));
        assertThat(results)
                .containsKey(Arrays.toString(IMAGE))
                .containsKey(Arrays.toString(new float[] {0, 0, 0, 0, 1, 2}))
                .containsKey(Arrays.toString(new float[] {5, 6, 0, 0, 0, 0}))
                .containsKey(Arrays.toString(new float[] {2, 3, 0, 5, 6, 0}));
    }

    @Test
    void aShiftBeyondTheImageLeavesZeros() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            assertThat(augmented(new Augmentation(true, 50), random)).hasSize(IMAGE.length);
        }
    }

    @Test
    void changesAllChannelsAlike() {
        Preprocessing colour = TestImages.rule(new ResizeRule.ShorterSide(3), new ImageSize(3, 2));
        float[] image = new float[18];
        for (int channel = 0; channel < 3; channel++) {
            System.arraycopy(IMAGE, 0, image, channel * IMAGE.length, IMAGE.length);
        }
        FloatBuffer buffer = TestImages.buffer(colour).put(0, image);
        ImageData.imagePreprocessor().augment(buffer, colour, new Augmentation(true, 1), new Random(5));
        float[] result = TestImages.floats(buffer);
        assertThat(Arrays.copyOfRange(result, 6, 12)).isEqualTo(Arrays.copyOf(result, 6));
        assertThat(Arrays.copyOfRange(result, 12, 18)).isEqualTo(Arrays.copyOf(result, 6));
    }

    private static float[] augmented(Augmentation augmentation, RandomGenerator random) {
        FloatBuffer buffer = TestImages.buffer(RULE).put(0, IMAGE);
        ImageData.imagePreprocessor().augment(buffer, RULE, augmentation, random);
        return TestImages.floats(buffer);
    }
}
