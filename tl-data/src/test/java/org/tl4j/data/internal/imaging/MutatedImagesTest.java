package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.DataException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.data.Goldens;
import org.tl4j.data.TestImages;

/**
 * Mutated files of all formats: each becomes an image or a {@link DataException} in bounded time and memory. Their number is
 * {@code -Dtl.mutations}, 2,000 by default.
 */
class MutatedImagesTest {
    private static final int MUTATIONS = Integer.getInteger("tl.mutations", 2000);
    private static final int SEED = Integer.getInteger("tl.mutations.seed", 1);
    private static final int SECONDS_PER_IMAGE = 20;
    private static final long ALLOWED_GROWTH = 300L << 20;
    private static final Preprocessing RULE = TestImages.rule(new ResizeRule.ShorterSide(8), ImageSize.square(8));
    private static final int[] EXTREMES = {0, 1, 0x7F, 0x80, 0xFF, 0xFE};

    @Test
    void endAsAnImageOrAsOurError() throws InterruptedException, TimeoutException {
        List<byte[]> files = files();
        Random random = new Random(SEED);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        int images = 0;
        int refused = 0;
        long slowest = 0;
        long before = 0;
        try {
            for (int i = 0; i < MUTATIONS; i++) {
                if (i == MUTATIONS / 4) {
                    before = Pointer.physicalBytes();
                }
                byte[] bytes = mutated(files.get(i % files.size()), files, random);
                long start = System.nanoTime();
                boolean image = executor.submit(() -> isImage(bytes)).get(SECONDS_PER_IMAGE, TimeUnit.SECONDS);
                slowest = Math.max(slowest, System.nanoTime() - start);
                images += image ? 1 : 0;
                refused += image ? 0 : 1;
            }
        } catch (ExecutionException e) {
            throw new AssertionError("an unexpected exception after " + (images + refused) + " files", e.getCause());
        } finally {
            executor.shutdownNow();
        }
        assertThat(images + refused)
                .as("%d images, %d refused, slowest %d ms", images, refused, slowest / 1_000_000)
                .isEqualTo(MUTATIONS);
        assertThat(images).isPositive();
        assertThat(refused).isPositive();
        assertThat(Pointer.physicalBytes() - before).isLessThan(ALLOWED_GROWTH);
    }

    private static boolean isImage(byte[] bytes) {
        try {
            TestImages.prepared(bytes, RULE);
            return true;
        } catch (DataException e) {
            assertThat(e).hasMessageStartingWith("image data must be a whole image");
            return false;
        }
    }

    private static byte[] mutated(byte[] whole, List<byte[]> files, Random random) {
        byte[] bytes = whole.clone();
        // Most of the dangerous content is at the beginning.
        int reach = random.nextBoolean() ? Math.min(128, bytes.length) : bytes.length;
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(reach);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) EXTREMES[random.nextInt(EXTREMES.length)];
                case 3 ->
                    Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)), (byte)
                            EXTREMES[random.nextInt(EXTREMES.length)]);
                case 4 -> {
                    byte[] other = files.get(random.nextInt(files.size()));
                    int count = Math.min(1 + random.nextInt(64), Math.min(other.length, bytes.length - at));
                    System.arraycopy(other, random.nextInt(other.length - count + 1), bytes, at, count);
                }
                default -> {
                    int to = random.nextInt(bytes.length);
                    int count = Math.min(1 + random.nextInt(64), bytes.length - Math.max(at, to));
                    System.arraycopy(bytes, at, bytes, to, count);
                }
            }
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)) : bytes;
    }

    private static List<byte[]> files() {
        List<byte[]> files = new ArrayList<>();
        for (String name : List.of(
                "baseline.jpg",
                "progressive.jpg",
                "orientation-6.jpg",
                "cmyk.jpg",
                "gray.jpg",
                "rgb16.png",
                "palette.png",
                "interlaced.png",
                "rgba.png",
                "rgb.bmp",
                "lossy.webp",
                "lossless-alpha.webp")) {
            files.add(Goldens.bytes("odd/" + name));
        }
        files.add(TestImages.encoded(TestImages.noise(20, 15, BufferedImage.TYPE_BYTE_BINARY, 1), "bmp"));
        files.add(TestImages.encoded(TestImages.noise(20, 15, BufferedImage.TYPE_USHORT_555_RGB, 1), "bmp"));
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Goldens.bytes("tiff.zip")))) {
            int index = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".tif") && index++ % 8 == 0) {
                    files.add(zip.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return files;
    }
}
