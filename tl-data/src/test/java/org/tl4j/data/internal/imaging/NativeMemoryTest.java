package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.DataException;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.data.Goldens;
import org.tl4j.data.ImageData;
import org.tl4j.data.TestImages;

class NativeMemoryTest {
    private static final Preprocessing RULE = TestImages.rule(new ResizeRule.ShorterSide(32), ImageSize.square(32));
    private static final int TIMES = 2_000;

    /**
     * Leaked pixels would need 2,000 x 400 x 300 x 3 bytes, 720 MB. The Java heap, which counts too, may grow in that time
     * by at most what is allocated in it, about 100 kB per image.
     */
    private static final long ALLOWED_GROWTH = 400L << 20;

    @Test
    void decodingManyImagesLeavesNothingBehind() {
        byte[] jpeg = TestImages.encoded(TestImages.gradient(400, 300), "jpg");
        ImagePreprocessor preprocessor = ImageData.imagePreprocessor();
        FloatBuffer target = TestImages.buffer(RULE);
        assertFlat(() -> preprocessor.prepare(jpeg, RULE, target));
    }

    @Test
    void failingManyTimesLeavesNothingBehind() {
        byte[] damaged = Goldens.bytes("odd/lossy.webp").clone();
        Arrays.fill(damaged, 30, 60, (byte) 7);
        ImagePreprocessor preprocessor = ImageData.imagePreprocessor();
        FloatBuffer target = TestImages.buffer(RULE);
        assertFlat(() -> {
            try {
                preprocessor.prepare(damaged, RULE, target);
            } catch (DataException e) {
                assertThat(e).hasMessageContaining("cannot be decoded");
            }
        });
    }

    private static void assertFlat(Runnable work) {
        for (int i = 0; i < TIMES / 10; i++) {
            work.run();
        }
        long tracked = Pointer.totalBytes();
        long physical = Pointer.physicalBytes();
        for (int i = 0; i < TIMES; i++) {
            work.run();
        }
        assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(tracked);
        assertThat(Pointer.physicalBytes() - physical).isLessThan(ALLOWED_GROWTH);
    }
}
