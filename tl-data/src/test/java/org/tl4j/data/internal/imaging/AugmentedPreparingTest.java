package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tl4j.core.error.DataException;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.data.Goldens;
import org.tl4j.data.ImageData;
import org.tl4j.data.TestImages;

class AugmentedPreparingTest {
    private static final Augmentation EVERYTHING = new Augmentation(true, 3, 0.3, 20, 0.4, 1);
    private static final double[] MEAN = {0.485, 0.456, 0.406};
    private static final double[] DEVIATION = {0.229, 0.224, 0.225};
    private static final Preprocessing IMAGENET = new Preprocessing(
            new ResizeRule.ShorterSide(36),
            ImageSize.square(32),
            ChannelOrder.RGB,
            1 / 255.0,
            Arrays.stream(MEAN).boxed().toList(),
            Arrays.stream(DEVIATION).boxed().toList());
    private static final int PLANE = 32 * 32;

    static Stream<String> files() {
        return Goldens.rows("odd/index.csv")
                .filter(row -> row.get(1).equals("image"))
                .map(row -> row.get(0));
    }

    @ParameterizedTest
    @MethodSource("files")
    void withoutAugmentationATrainingImageIsLikeAnyOther(String file) {
        byte[] encoded = Goldens.bytes("odd/" + file);
        assertThat(TestImages.prepared(encoded, IMAGENET, Augmentation.NONE, 1))
                .isEqualTo(TestImages.prepared(encoded, IMAGENET));
    }

    @Test
    void theSameSeedGivesTheSameValuesAndAnotherSeedOthers() {
        byte[] file = Goldens.bytes("odd/baseline.jpg");
        List<float[]> results = IntStream.range(0, 20)
                .mapToObj(seed -> TestImages.prepared(file, IMAGENET, EVERYTHING, seed))
                .toList();
        for (int seed = 0; seed < results.size(); seed++) {
            assertThat(TestImages.prepared(file, IMAGENET, EVERYTHING, seed)).isEqualTo(results.get(seed));
        }
        assertThat(results.stream().map(Arrays::hashCode)).doesNotHaveDuplicates();
    }

    @Test
    void manyThreadsGetWhatOneGets() {
        List<byte[]> encoded = files().map(file -> Goldens.bytes("odd/" + file)).toList();
        List<float[]> expected = IntStream.range(0, 300)
                .mapToObj(i -> TestImages.prepared(encoded.get(i % encoded.size()), IMAGENET, EVERYTHING, i))
                .toList();
        assertThat(IntStream.range(0, 300)
                        .parallel()
                        .filter(i -> Arrays.equals(
                                TestImages.prepared(encoded.get(i % encoded.size()), IMAGENET, EVERYTHING, i),
                                expected.get(i)))
                        .count())
                .isEqualTo(300);
    }

    @Test
    void aFlippedImageIsTheMirrorOfThePlainOne() {
        byte[] file = Goldens.bytes("odd/rgb.bmp");
        float[] plain = TestImages.prepared(file, IMAGENET);
        float[] mirror = new float[plain.length];
        for (int i = 0; i < plain.length; i++) {
            mirror[i / 32 * 32 + 31 - i % 32] = plain[i];
        }
        List<float[]> results = IntStream.range(0, 20)
                .mapToObj(seed -> TestImages.prepared(file, IMAGENET, new Augmentation(true, 0, 1, 0, 0, 0), seed))
                .toList();
        assertThat(results)
                .allMatch(result -> Arrays.equals(result, plain) || Arrays.equals(result, mirror))
                .anyMatch(result -> Arrays.equals(result, plain))
                .anyMatch(result -> Arrays.equals(result, mirror));
    }

    @Test
    void aCropOfAllOfTheImageIsItsResizing() {
        byte[] file = Goldens.bytes("odd/rgb.bmp");
        Preprocessing squeezed = TestImages.rule(new ResizeRule.Exact(ImageSize.square(32)), ImageSize.square(32));
        assertThat(Window.of(Region.whole(64, 48), ImageSize.square(32), Interpolation.BILINEAR))
                .isEqualTo(Window.of(64, 48, squeezed));
        // An area fraction near 1 cannot be drawn for an image of 100:1, so the centre is cropped.
        byte[] line = TestImages.encoded(TestImages.noise(1000, 10, BufferedImage.TYPE_INT_RGB, 5), "png");
        BufferedImage middle =
                TestImages.noise(1000, 10, BufferedImage.TYPE_INT_RGB, 5).getSubimage(493, 0, 13, 10);
        assertThat(TestImages.prepared(line, squeezed, new Augmentation(false, 0, 0.9, 0, 0, 0), 1))
                .isEqualTo(TestImages.prepared(middle, squeezed));
        assertThat(TestImages.prepared(file, squeezed, new Augmentation(false, 0, 1, 0, 0, 0), 1))
                .isEqualTo(TestImages.prepared(file, squeezed));
    }

    @Test
    void aCropOfAReducedPictureShowsTheSamePart() {
        byte[] jpeg = TestImages.encoded(TestImages.gradient(1001, 803), "jpg");
        byte[] png = TestImages.encoded(TestImages.gradient(1001, 803), "png");
        Preprocessing small = TestImages.rule(new ResizeRule.ShorterSide(40), ImageSize.square(32));
        Augmentation crop = new Augmentation(false, 0, 0.1, 0, 0, 0);
        for (int seed = 0; seed < 20; seed++) {
            Window window = Window.of(
                    AugmentationDraw.of(crop, 1001, 803, small.crop(), new SplittableRandom(seed))
                            .crop()
                            .orElseThrow(),
                    small.crop(),
                    Interpolation.BILINEAR);
            assertThat(window.reduction()).isGreaterThan(1);
            assertThat(TestImages.meanDifference(
                            TestImages.prepared(jpeg, small, crop, seed), TestImages.prepared(png, small, crop, seed)))
                    .isLessThan(1.0);
        }
    }

    @Test
    void aCropLiesInTheUprightImage() {
        byte[] upright = Goldens.bytes("odd/orientation-1.jpg");
        Augmentation crop = new Augmentation(false, 0, 0.2, 0, 0, 0);
        for (int orientation = 2; orientation <= 8; orientation++) {
            byte[] turned = Goldens.bytes("odd/orientation-" + orientation + ".jpg");
            assertThat(TestImages.meanDifference(
                            TestImages.prepared(turned, IMAGENET, crop, 3),
                            TestImages.prepared(upright, IMAGENET, crop, 3)))
                    .isLessThan(0.05);
        }
    }

    @Test
    void erasesOneRectangleAndNothingElse() {
        byte[] file = Goldens.bytes("odd/rgb.bmp");
        float[] plain = TestImages.prepared(file, IMAGENET);
        for (int seed = 0; seed < 100; seed++) {
            float[] erased = TestImages.prepared(file, IMAGENET, new Augmentation(false, 0, 1, 0, 0, 1), seed);
            int count = 0;
            int left = 32;
            int right = 0;
            int top = 32;
            int bottom = 0;
            for (int i = 0; i < PLANE; i++) {
                boolean gone = erased[i] == 0;
                for (int channel = 0; channel < 3; channel++) {
                    assertThat(erased[channel * PLANE + i]).isEqualTo(gone ? 0 : plain[channel * PLANE + i]);
                }
                if (gone) {
                    count++;
                    left = Math.min(left, i % 32);
                    right = Math.max(right, i % 32);
                    top = Math.min(top, i / 32);
                    bottom = Math.max(bottom, i / 32);
                }
            }
            assertThat(count).isEqualTo((right - left + 1) * (bottom - top + 1));
            // Sides are rounded to whole pixels.
            assertThat(count / (double) PLANE).isBetween(0.015, 0.36);
        }
    }

    @Test
    void whatComesInFromOutsideIsAMeanPixelWhateverTheColours() {
        byte[] white = TestImages.encoded(white(), "png");
        Augmentation moved = new Augmentation(false, 5, 1, 0, 0.5, 0);
        for (int seed = 0; seed < 50; seed++) {
            float[] image = TestImages.prepared(white, IMAGENET, moved, seed);
            GeometricTransform motion = AugmentationDraw.of(moved, 40, 40, IMAGENET.crop(), new SplittableRandom(seed))
                    .motion();
            int outside = PLANE - (32 - Math.abs(motion.right())) * (32 - Math.abs(motion.down()));
            assertThat(IntStream.range(0, 3 * PLANE).filter(i -> image[i] == 0).count())
                    .isEqualTo(3L * outside);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyOrderOfChannelsCanBeAugmented(ChannelOrder channels) {
        Preprocessing rule = TestImages.rule(new ResizeRule.ShorterSide(36), ImageSize.square(32), channels);
        float[] image = TestImages.prepared(Goldens.bytes("odd/baseline.jpg"), rule, EVERYTHING, 1);
        assertThat(image).hasSize(rule.valuesPerImage());
        if (channels == ChannelOrder.BGR) {
            Preprocessing red = TestImages.rule(new ResizeRule.ShorterSide(36), ImageSize.square(32));
            float[] other = TestImages.prepared(Goldens.bytes("odd/baseline.jpg"), red, EVERYTHING, 1);
            assertThat(Arrays.copyOf(image, PLANE)).isEqualTo(Arrays.copyOfRange(other, 2 * PLANE, 3 * PLANE));
        }
    }

    @Property(tries = 300)
    void valuesStayInTheRangeOfNormalisedPixels(
            @ForAll boolean flip,
            @ForAll @IntRange(max = 40) int shift,
            @ForAll @DoubleRange(min = 0, minIncluded = false, max = 1) double crop,
            @ForAll @DoubleRange(max = 180) double rotation,
            @ForAll @DoubleRange(max = 1, maxIncluded = false) double jitter,
            @ForAll @DoubleRange(max = 1) double erasing,
            @ForAll @IntRange(min = 1, max = 80) int width,
            @ForAll @IntRange(min = 1, max = 80) int height,
            @ForAll long seed) {
        byte[] file = TestImages.encoded(TestImages.noise(width, height, BufferedImage.TYPE_INT_RGB, seed), "png");
        Augmentation augmentation = new Augmentation(flip, shift, crop, rotation, jitter, erasing);
        float[] image = TestImages.prepared(file, IMAGENET, augmentation, seed);
        for (int i = 0; i < image.length; i++) {
            int channel = i / PLANE;
            // Interpolation rounds in single precision.
            assertThat((double) image[i])
                    .isBetween(
                            -MEAN[channel] / DEVIATION[channel] - 1e-6,
                            (1 - MEAN[channel]) / DEVIATION[channel] + 1e-6);
        }
    }

    @Test
    void refusesWhatIsNoImageAndABufferThatIsTooSmall() {
        assertThatThrownBy(() -> TestImages.prepared(Goldens.bytes("odd/truncated.png"), IMAGENET, EVERYTHING, 1))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("image data must be a whole image");
        assertThatThrownBy(() -> ImageData.imagePreprocessor()
                        .prepare(
                                TestImages.png(1),
                                IMAGENET,
                                EVERYTHING,
                                new SplittableRandom(1),
                                TestImages.buffer(TestImages.asIs(4, 3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have room for 3072 values, found 36");
    }

    private static BufferedImage white() {
        BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1600; i++) {
            image.setRGB(i % 40, i / 40, 0xFFFFFF);
        }
        return image;
    }
}
