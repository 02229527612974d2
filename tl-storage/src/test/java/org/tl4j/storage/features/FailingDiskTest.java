package org.tl4j.storage.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.features.FeatureKey;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.core.provenance.Digest;
import org.tl4j.storage.Fork;

/** A failing disk costs time, but never gives a wrong feature or ends the run. */
class FailingDiskTest {
    private static final FeatureKey KEY = Features.key("resnet20");
    private static final List<Digest> IMAGES = Features.images(0, 2000);

    @TempDir
    Path folder;

    /** Reads features of a segment that is truncated while it is mapped. */
    static final class Cut {
        private Cut() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            FeatureSpace space = open(folder);
            space.add(IMAGES, Features.of(IMAGES));
            Path segment = SpaceFolder.of(folder, KEY).segments().get(0);
            try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
                file.setLength(SegmentLayout.HEADER);
            }
            for (int round = 0; round < 20; round++) {
                if (Features.allThere(space, IMAGES)) {
                    throw new IllegalStateException("features of a cut file");
                }
            }
        }
    }

    @Test
    void aFolderThatCannotBeMadeLeavesFeaturesInMemory() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        for (Path refusing : List.of(file, file.resolve("below"))) {
            FeatureSpace space = open(refusing);
            assertThat(space.contains(IMAGES.get(0))).isFalse();
            space.add(IMAGES, Features.of(IMAGES));
            assertThat(IMAGES).allMatch(space::contains);
            assertThat(Features.allThere(space, IMAGES)).isTrue();
        }
        assertThat(file).hasContent("");
    }

    @Test
    void aFolderThatIsLostLeavesLaterFeaturesInMemory() throws IOException {
        Path store = folder.resolve("store");
        FeatureSpace space = open(store);
        List<Digest> first = IMAGES.subList(0, 1000);
        space.add(first, Features.of(first));
        Files.move(store, folder.resolve("elsewhere"));
        Files.writeString(store, "a file");
        space.add(IMAGES, Features.of(IMAGES));
        assertThat(Features.allThere(space, IMAGES)).isTrue();
    }

    @Test
    void memoryIsBounded() {
        MemoryRows rows = new MemoryRows(10 * Features.WIDTH * Float.BYTES);
        assertThat(rows.add(IMAGES, List.of(0, 1, 2, 3), Features.of(IMAGES))).isTrue();
        assertThat(rows.add(IMAGES, List.of(4, 5, 6, 7, 8, 9, 10), Features.of(IMAGES)))
                .isFalse();
        assertThat(rows.contains(IMAGES.get(3))).isTrue();
        assertThat(rows.contains(IMAGES.get(4))).isFalse();
    }

    @Test
    void whereMemoryIsTooSmallAsWellBothAreNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        FeatureSpace space = new FolderFeatureSpace(
                SpaceFolder.of(file, KEY),
                KEY,
                () -> file.resolve("segment"),
                new MemoryRows(1 << 20),
                bytes -> {},
                reason -> {});
        List<Digest> many = Features.images(0, (1 << 20) / Features.WIDTH / Float.BYTES + 1);

        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> space.add(many, Features.of(many)))
                .withMessageContaining("or all features must fit into memory")
                .withMessageContaining("the 1 MB that a quarter of Java's memory is")
                .withMessageContaining("-Xmx");
    }

    @Test
    void anInterruptedThreadIsNotTakenForAFullDisk() {
        FeatureSpace space = open(folder);
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(EnvironmentException.class)
                    .isThrownBy(() -> space.add(IMAGES, Features.of(IMAGES)))
                    .withMessageContaining("interruption");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aSegmentThatIsChangedWhileItIsOpenIsNotServed() throws IOException {
        FeatureSpace space = open(folder);
        space.add(IMAGES, Features.of(IMAGES));
        Path segment = SpaceFolder.of(folder, KEY).segments().get(0);
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(SegmentLayout.HEADER + 2000L * Digest.BYTES + 7L * Features.WIDTH * Float.BYTES);
            file.write(1);
        }
        FloatBuffer target = FloatBuffer.allocate(Features.WIDTH);
        assertThat(space.read(IMAGES.get(7), target)).isFalse();
        assertThat(target.position()).isZero();
        assertThat(space.contains(IMAGES.get(7))).isFalse();
        assertThat(space.read(IMAGES.get(8), target)).isTrue();
        assertThat(open(folder).contains(IMAGES.get(8)))
                .as("at the next opening")
                .isFalse();
    }

    @Test
    void aSegmentThatIsCutWhileItIsOpenEndsNoProcess() throws Exception {
        Process process = Fork.of(Cut.class, folder);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static FeatureSpace open(Path folder) {
        return new FolderFeatureStore(folder, 1L << 30, Clock.systemUTC()).open(KEY);
    }
}
