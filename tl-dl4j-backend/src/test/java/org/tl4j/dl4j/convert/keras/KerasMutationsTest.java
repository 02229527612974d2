package org.tl4j.dl4j.convert.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.convert.source.SourceNetwork;

/**
 * Files damaged at random, the same ones each time: each gives a network or an error of ours, in bounded time.
 * {@code -Dtl.mutations=1500} tries more.
 */
class KerasMutationsTest {
    private static final int COUNT = Integer.getInteger("tl.mutations", 150);
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final long[] NUMBERS = {0, -1, 1, 96, 255, 65_535, 0x7fffffffL, 0xffffffffL, Long.MAX_VALUE};

    @TempDir
    Path folder;

    @Test
    void endInANetworkOrAnErrorOfOurs() throws IOException {
        Started.runtime();
        Path file = new KerasFiles(2, 2, 3)
                .layer("Conv2D", "first", "\"filters\": 3, \"kernel_size\": 1, \"use_bias\": false")
                .tensor("kernel", new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 1, 3, 3)
                .layer("GlobalAveragePooling2D", "mean", "")
                .layer("Dense", "last", "\"units\": 2, \"use_bias\": false")
                .tensor("kernel", new float[] {1, 2, 3, 4, 5, 6}, 3, 2)
                .write(folder);
        byte[] good = Files.readAllBytes(file);
        Path damaged = folder.resolve("damaged.h5");
        for (int seed = 0; seed < COUNT; seed++) {
            Files.write(damaged, mutated(good, new Random(seed)));
            assertThatCode(() -> assertTimeoutPreemptively(LONGEST, () -> read(damaged)))
                    .as("seed " + seed)
                    .doesNotThrowAnyException();
        }
    }

    private static void read(Path damaged) {
        try (SourceNetwork network = KerasFile.read(damaged)) {
            network.size();
        } catch (Tl4jException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    private static byte[] mutated(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int i = 0; i <= random.nextInt(3); i++) {
            int at = random.nextInt(bytes.length - Long.BYTES);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> {
                    int length = Math.min(1 + random.nextInt(64), bytes.length - at);
                    System.arraycopy(bytes, random.nextInt(bytes.length - length), bytes, at, length);
                }
                case 3 -> {
                    long number = NUMBERS[random.nextInt(NUMBERS.length)];
                    for (int k = 0; k < 1 << random.nextInt(4); k++) {
                        bytes[at + k] = (byte) (number >>> (Byte.SIZE * k));
                    }
                }
                default -> {
                    if (random.nextInt(4) == 0) {
                        return Arrays.copyOf(bytes, at);
                    }
                }
            }
        }
        return bytes;
    }
}
