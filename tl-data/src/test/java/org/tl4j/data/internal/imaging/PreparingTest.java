package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.DataException;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.data.Goldens;
import org.tl4j.data.ImageData;
import org.tl4j.data.TestImages;

class PreparingTest {
    private static final int THREADS = 8;

    @Test
    void subtractsTheMeanAndDividesByTheDeviationOfEachChannel() {
        BufferedImage pixel = plain(1, 1, new Color(255, 51, 0));
        Preprocessing rule = new Preprocessing(
                new ResizeRule.ShorterSide(1),
                ImageSize.square(1),
                ChannelOrder.RGB,
                1 / 255.0,
                List.of(0.5, 0.1, 0.25),
                List.of(0.5, 0.2, 0.1));
        assertThat(TestImages.prepared(pixel, rule)).containsExactly(1f, 0.5f, -2.5f);
    }

    @Test
    void laysChannelsOutInTheOrderThatTheNetworkWants() {
        BufferedImage pixel = plain(1, 1, new Color(200, 100, 50));
        assertThat(TestImages.prepared(pixel, single(ChannelOrder.RGB))).containsExactly(200f, 100f, 50f);
        assertThat(TestImages.prepared(pixel, single(ChannelOrder.BGR))).containsExactly(50f, 100f, 200f);
        // 0.299 x 200 + 0.587 x 100 + 0.114 x 50 = 124.2
        assertThat(TestImages.prepared(pixel, single(ChannelOrder.GREY))).containsExactly(124f);
    }

    @Test
    void putsZerosAroundAnImageThatIsSmallerThanTheInput() {
        Preprocessing rule = TestImages.rule(new ResizeRule.ShorterSide(1), new ImageSize(4, 2), ChannelOrder.GREY);
        // torchvision pads (4 - 1) / 2 = 1 column before and 2 after, (2 - 1) / 2 = 0 rows above and 1 below.
        assertThat(TestImages.prepared(plain(1, 1, Color.WHITE), rule))
                .containsExactly(0f, 255f, 0f, 0f, 0f, 0f, 0f, 0f);
    }

    /** Expected by Python: int(size * longer / shorter), and int(round((side - crop) / 2.0)). */
    @ParameterizedTest
    @CsvSource({
        "500, 375, 341, 256, 58, 16",
        "375, 500, 256, 341, 16, 58",
        "256, 300, 256, 300, 16, 38",
        "193, 130, 380, 256, 78, 16",
        "1, 1048576, 256, 268435456, 16, 134217616",
        "343, 256, 343, 256, 60, 16"
    })
    void resizesAndCropsLikeTorchvision(int width, int height, long toWidth, long toHeight, long left, long top) {
        Preprocessing rule = TestImages.rule(new ResizeRule.ShorterSide(256), ImageSize.square(224));
        assertThat(Window.of(width, height, rule))
                .isEqualTo(new Window(
                        Region.whole(width, height), toWidth, toHeight, left, top, 224, 224, Interpolation.BILINEAR));
    }

    @ParameterizedTest
    @CsvSource({"2047, 1", "2048, 2", "4096, 4", "8192, 8", "81920, 8"})
    void decodesToASmallerPictureOnlyWhileItStaysTwiceAsLargeAsNeeded(int side, int reduction) {
        Preprocessing rule = TestImages.rule(new ResizeRule.ShorterSide(512), ImageSize.square(224));
        assertThat(Window.of(side, side, rule).reduction()).isEqualTo(reduction);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void reducedDecodingKeepsThePictureInItsPlace(int reduction) {
        // A size that no reduction divides, so that the last column of the reduced picture is partial.
        BufferedImage image = TestImages.gradient(1001, 803);
        ImageSize size = new ImageSize(1001 / reduction / 2, 803 / reduction / 2);
        Preprocessing rule = TestImages.rule(new ResizeRule.Exact(size), size);
        assertThat(Window.of(1001, 803, rule).reduction()).isEqualTo(reduction);
        assertThat(TestImages.meanDifference(
                        TestImages.prepared(TestImages.encoded(image, "jpg"), rule), TestImages.prepared(image, rule)))
                .isLessThan(1.0);
    }

    @Test
    void anAbsurdlyLongImageNeedsNoMoreMemoryThanItsWindow() {
        byte[] line = TestImages.encoded(plain(1, 100_000, Color.GRAY), "png");
        Preprocessing rule = TestImages.rule(new ResizeRule.ShorterSide(256), ImageSize.square(2));
        assertThat(TestImages.prepared(line, rule)).containsOnly(128f);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_USHORT_565_RGB,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_BYTE_BINARY
            })
    void anImageInMemoryGivesWhatItsFileGives(int type) {
        BufferedImage image = TestImages.noise(50, 40, type, 7);
        Preprocessing rule = TestImages.rule(new ResizeRule.ShorterSide(20), ImageSize.square(16));
        assertThat(TestImages.prepared(image, rule))
                .isEqualTo(TestImages.prepared(TestImages.encoded(image, "png"), rule));
    }

    @Test
    void manyThreadsGetWhatOneGets() throws InterruptedException, ExecutionException {
        Preprocessing rule = TestImages.rule(new ResizeRule.ShorterSide(24), ImageSize.square(20));
        List<byte[]> files =
                List.of("baseline.jpg", "cmyk.jpg", "gray16.png", "rgb-lzw.tiff", "orientation-6.jpg").stream()
                        .map(name -> Goldens.bytes("odd/" + name))
                        .toList();
        List<float[]> expected =
                files.stream().map(file -> TestImages.prepared(file, rule)).toList();
        ImagePreprocessor preprocessor = ImageData.imagePreprocessor();
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Boolean>> tasks = IntStream.range(0, THREADS * 50)
                    .<Callable<Boolean>>mapToObj(number -> () -> {
                        FloatBuffer target = TestImages.buffer(rule);
                        preprocessor.prepare(files.get(number % files.size()), rule, target);
                        return Arrays.equals(TestImages.floats(target), expected.get(number % files.size()));
                    })
                    .toList();
            for (Future<Boolean> same : executor.invokeAll(tasks)) {
                assertThat(same.get()).isTrue();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void itsLimitOfMegapixelsCanBeChosen() {
        byte[] large = TestImages.encoded(plain(1_001, 1_000, Color.RED), "png");
        Preprocessing rule = single(ChannelOrder.RGB);
        assertThat(TestImages.prepared(large, rule)).containsExactly(255f, 0f, 0f);
        assertThatThrownBy(() -> ImageData.imagePreprocessor(1).prepare(large, rule, TestImages.buffer(rule)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("declares a size of 1001x1000 pixels, over the limit of 1 megapixels");
    }

    @Test
    void anythingBehindTheEndOfAJpegIsOverlooked() {
        byte[] jpeg = TestImages.jpeg(1);
        byte[] longer = Arrays.copyOf(jpeg, jpeg.length + 1000);
        Preprocessing rule = TestImages.asIs(16, 12);
        assertThat(TestImages.prepared(longer, rule)).isEqualTo(TestImages.prepared(jpeg, rule));
    }

    @Test
    void refusesABufferThatIsTooSmall() {
        Preprocessing rule = TestImages.asIs(4, 3);
        assertThatThrownBy(() -> ImageData.imagePreprocessor()
                        .prepare(TestImages.png(1), rule, TestImages.buffer(single(ChannelOrder.RGB))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have room for 36 values, found 3");
    }

    private static Preprocessing single(ChannelOrder channels) {
        return TestImages.rule(new ResizeRule.Exact(ImageSize.square(1)), ImageSize.square(1), channels);
    }

    private static BufferedImage plain(int width, int height, Color colour) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, colour.getRGB());
            }
        }
        return image;
    }
}
