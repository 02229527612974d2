package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.DataException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.data.Goldens;
import org.tl4j.data.TestImages;

/**
 * Directories of TIFFs with extreme values in their fields: each gives an image or a refusal, quickly. Their number is
 * {@code -Dtl.mutations}.
 */
class MutatedTiffDirectoriesTest {
    private static final int MUTATIONS = Integer.getInteger("tl.mutations", 2000);
    private static final int SEED = Integer.getInteger("tl.mutations.seed", 1);
    private static final int SECONDS_PER_IMAGE = 10;
    private static final Preprocessing RULE = TestImages.rule(new ResizeRule.ShorterSide(8), ImageSize.square(8));
    private static final int[] EXTREMES = {
        0, 1, 2, 3, 7, 8, 16, 0xFF, 0x7FFF, 0xFFFF, 0x10000, 1 << 20, (1 << 20) + 1, 1 << 24, Integer.MAX_VALUE, -1, -2
    };

    @Test
    void endAsAnImageOrAsOurErrorInTime() throws InterruptedException, TimeoutException {
        List<byte[]> files = files();
        Random random = new Random(SEED);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        int images = 0;
        try {
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] bytes = mutated(files.get(i % files.size()).clone(), random);
                images += executor.submit(() -> isImage(bytes)).get(SECONDS_PER_IMAGE, TimeUnit.SECONDS) ? 1 : 0;
            }
        } catch (ExecutionException e) {
            throw new AssertionError("an unexpected exception", e.getCause());
        } finally {
            executor.shutdownNow();
        }
        assertThat(images).isBetween(1, MUTATIONS - 1);
    }

    private static boolean isImage(byte[] bytes) {
        try {
            TestImages.prepared(bytes, RULE);
            return true;
        } catch (DataException e) {
            return false;
        }
    }

    /** Changes the count or the value of some fields, of whatever type. */
    private static byte[] mutated(byte[] bytes, Random random) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        file.order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = file.getInt(4);
        int entries = Short.toUnsignedInt(file.getShort(directory));
        for (int change = random.nextInt(3); change >= 0; change--) {
            int entry = directory + 2 + 12 * random.nextInt(entries);
            int extreme = random.nextInt(8) == 0 ? bytes.length : EXTREMES[random.nextInt(EXTREMES.length)];
            switch (random.nextInt(6)) {
                case 0 -> file.putShort(entry + 2, (short) (1 + random.nextInt(8)));
                case 1 -> file.putInt(entry + 4, extreme);
                case 2 -> file.putShort(entry + 8, (short) extreme);
                case 3 -> inList(file, entry, extreme, random);
                default -> file.putInt(entry + 8, extreme);
            }
        }
        return bytes;
    }

    /** One of several values of 32 bits, such as the offsets of strips. */
    private static void inList(ByteBuffer file, int entry, int extreme, Random random) {
        int count = file.getInt(entry + 4);
        int place = file.getInt(entry + 8);
        if (count > 1 && place >= 0 && place + 4L * count <= file.capacity()) {
            file.putInt(place + 4 * random.nextInt(count), extreme);
        }
    }

    private static List<byte[]> files() {
        List<byte[]> files = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Goldens.bytes("tiff.zip")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] file = zip.readAllBytes();
                if (entry.getName().endsWith(".tif") && ByteBuffer.wrap(file).getInt(4) != 0 && isImage(file)) {
                    files.add(file);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return files;
    }
}
