package org.tl4j.storage.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.features.FeatureKey;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.core.provenance.Digest;

/** Seeded changes of segments; more of them by {@code -Dtl.mutations}. */
@Timeout(600)
class MutatedSegmentsTest {
    private static final int CHANGES = Integer.getInteger("tl.mutations", 300);
    private static final FeatureKey KEY = Features.key("resnet20");
    private static final List<Digest> IMAGES = Features.images(0, 5);

    @TempDir
    Path folder;

    @Test
    void areServedRightOrNotAtAll() throws IOException {
        open().add(IMAGES, Features.of(IMAGES));
        Path segment = SpaceFolder.of(folder, KEY).segments().get(0);
        byte[] whole = Files.readAllBytes(segment);
        for (int seed = 0; seed < CHANGES; seed++) {
            Random random = new Random(seed);
            byte[] bytes = whole.clone();
            for (int count = random.nextInt(3); count >= 0; count--) {
                int place = random.nextInt(random.nextBoolean() ? 64 : bytes.length);
                bytes[place] = (byte) random.nextInt();
            }
            Files.write(segment, random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
            FeatureSpace space = open();
            // allThere throws where a feature is wrong
            assertThat(Features.allThere(space, IMAGES))
                    .as("seed %d", seed)
                    .isEqualTo(Arrays.equals(bytes, whole) && space.contains(IMAGES.get(0)));
        }
    }

    private FeatureSpace open() {
        return new FolderFeatureStore(folder, 1L << 30, Clock.systemUTC()).open(KEY);
    }
}
