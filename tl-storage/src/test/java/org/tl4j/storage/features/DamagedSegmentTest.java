package org.tl4j.storage.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.features.FeatureKey;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.core.provenance.Digest;

class DamagedSegmentTest {
    private static final FeatureKey KEY = Features.key("resnet20");
    private static final List<Digest> IMAGES = Features.images(0, 5);
    private static final int LENGTH = 64 + 5 * 32 + 5 * Features.WIDTH * Float.BYTES + 4;

    @TempDir
    Path folder;

    private Path segment;
    private byte[] bytes;

    @BeforeEach
    void write() throws IOException {
        open().add(IMAGES, Features.of(IMAGES));
        segment = SpaceFolder.of(folder, KEY).segments().get(0);
        bytes = Files.readAllBytes(segment);
        assertThat(bytes).hasSize(LENGTH);
    }

    @Test
    void isDeletedAtAnyLengthButTheRightOne() throws IOException {
        for (int length = 0; length <= LENGTH + 8; length++) {
            if (length != LENGTH) {
                rewrite(Arrays.copyOf(bytes, length));
                assertThat(open().contains(IMAGES.get(0)))
                        .as("%d bytes", length)
                        .isFalse();
                assertThat(segment).doesNotExist();
            }
        }
    }

    @Test
    void isNeverServedWithAnyBitFlipped() throws IOException {
        for (int bit = 0; bit < LENGTH * 8; bit += 3) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            rewrite(flipped);
            FeatureSpace space = open();
            assertThat(IMAGES).as("bit %d", bit).noneMatch(space::contains);
        }
    }

    @Test
    void leavesOtherSegmentsAlone() throws IOException {
        List<Digest> more = Features.images(5, 9);
        open().add(more, Features.of(more));
        rewrite(Arrays.copyOf(bytes, 100));
        FeatureSpace space = open();
        assertThat(Features.allThere(space, more)).isTrue();
        assertThat(space.contains(IMAGES.get(0))).isFalse();
        space.add(IMAGES, Features.of(IMAGES));
        assertThat(Features.allThere(open(), Features.images(0, 9))).isTrue();
    }

    @Test
    void isLeftAloneWhereItIsOfANewerVersion() throws IOException {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 2);
        rewrite(bytes);
        assertThat(open().contains(IMAGES.get(0))).isFalse();
        assertThat(segment).exists();
    }

    @Test
    void isNotTakenFromAnotherSpace() throws IOException {
        FeatureKey other = Features.key("other");
        store().open(other);
        Path copy = SpaceFolder.of(folder, other).path().resolve(UUID.randomUUID() + ".features");
        Files.copy(segment, copy);
        assertThat(store().open(other).contains(IMAGES.get(0))).isFalse();
        assertThat(copy).doesNotExist();
    }

    private void rewrite(byte[] content) throws IOException {
        // a new file: the old one may be mapped by a space of this process
        Files.deleteIfExists(segment);
        Files.write(segment, content);
    }

    private FeatureSpace open() {
        return store().open(KEY);
    }

    private FolderFeatureStore store() {
        return new FolderFeatureStore(folder, 1L << 30, Clock.systemUTC());
    }
}
