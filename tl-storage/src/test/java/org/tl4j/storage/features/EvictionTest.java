package org.tl4j.storage.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.core.provenance.Digest;

class EvictionTest {
    /** Room for two spaces of ten images, not for three: each takes 64 + 10 x (32 + 64) + 4 bytes and its description. */
    private static final long LIMIT = 4000;

    private static final List<Digest> IMAGES = Features.images(0, 10);

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-06-01T00:00:00Z"));

    @Test
    void deletesTheLeastRecentlyUsedSpace() {
        fill("a");
        fill("b");
        assertThat(exists("a") && exists("b")).isTrue();
        store().open(Features.key("a"));
        clock.advance(Duration.ofHours(1));
        fill("c");
        assertThat(exists("a") && exists("c")).isTrue();
        assertThat(exists("b")).isFalse();
        assertThat(store().bytes()).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void deletesOfWhatItHasOpenTheOldestAndReadsItAllTheSame() {
        FolderFeatureStore store = store();
        List<FeatureSpace> spaces = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d")) {
            FeatureSpace space = store.open(Features.key(name));
            space.add(IMAGES, Features.of(IMAGES));
            spaces.add(space);
            age(1);
        }
        assertThat(store.bytes()).isLessThanOrEqualTo(LIMIT);
        assertThat(segments("a")).isEmpty();
        assertThat(segments("d")).hasSize(1);
        assertThat(spaces).allMatch(space -> Features.allThere(space, IMAGES));
    }

    @Test
    void keepsSuccessiveRunsOnOneKeyWithinTheLimit() {
        for (int run = 0; run < 10; run++) {
            FolderFeatureStore store = store();
            FeatureSpace space = store.open(Features.key("a"));
            List<Digest> images = Features.images(run * 10, run * 10 + 10);
            space.add(images, Features.of(images));
            age(1);
            assertThat(store.bytes()).isLessThanOrEqualTo(LIMIT);
        }
        FeatureSpace last = store().open(Features.key("a"));
        assertThat(Features.allThere(last, Features.images(90, 100))).isTrue();
        assertThat(last.contains(Features.image(0))).isFalse();
    }

    @Test
    void letsARunThatIsLargerThanTheLimitReadAllOfIt() {
        FolderFeatureStore store = store();
        FeatureSpace space = store.open(Features.key("a"));
        for (int from = 0; from < 500; from += 10) {
            List<Digest> images = Features.images(from, from + 10);
            space.add(images, Features.of(images));
            assertThat(store.bytes()).isLessThanOrEqualTo(LIMIT);
        }
        assertThat(Features.allThere(space, Features.images(0, 500))).isTrue();
    }

    @Test
    void deletesWhatOthersAddedBeforeItsOwn() {
        FolderFeatureStore store = store();
        FeatureSpace space = store.open(Features.key("a"));
        space.add(IMAGES, Features.of(IMAGES));
        Path own = segments("a").get(0);
        age(1);
        for (int from = 10; from < 30; from += 10) {
            List<Digest> images = Features.images(from, from + 10);
            large().open(Features.key("a")).add(images, Features.of(images));
        }
        List<Digest> more = Features.images(30, 40);
        space.add(more, Features.of(more));
        assertThat(own).exists();
        assertThat(store.bytes()).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void bringsAStoreWithinALowerLimitWhenItOpens() {
        for (int from = 0; from < 100; from += 10) {
            List<Digest> images = Features.images(from, from + 10);
            large().open(Features.key("a")).add(images, Features.of(images));
        }
        FolderFeatureStore store = store();
        assertThat(store.bytes()).isGreaterThan(LIMIT);
        store.open(Features.key("a"));
        assertThat(store.bytes()).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void keepsServingASpaceThatAnotherStoreDeletes() {
        FeatureSpace old = store().open(Features.key("a"));
        old.add(IMAGES, Features.of(IMAGES));
        clock.advance(Duration.ofHours(1));
        fill("b");
        fill("c");
        assertThat(exists("a")).isFalse();
        assertThat(Features.allThere(old, IMAGES)).isTrue();
        List<Digest> more = Features.images(10, 12);
        old.add(more, Features.of(more));
        assertThat(Features.allThere(store().open(Features.key("a")), more)).isTrue();
    }

    /** Makes all segments older, so that their order does not depend on the resolution of the file system. */
    private void age(int hours) {
        clock.advance(Duration.ofHours(hours));
        SpaceFolder.all(folder).stream()
                .flatMap(space -> space.segments().stream())
                .forEach(segment ->
                        setTime(segment, SpaceFolder.modified(segment).minus(Duration.ofHours(hours))));
    }

    private static void setTime(Path file, Instant time) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(time));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> segments(String name) {
        return SpaceFolder.of(folder, Features.key(name)).segments();
    }

    private FolderFeatureStore large() {
        return new FolderFeatureStore(folder, 1L << 30, clock);
    }

    private void fill(String name) {
        store().open(Features.key(name)).add(IMAGES, Features.of(IMAGES));
        clock.advance(Duration.ofHours(1));
    }

    private boolean exists(String name) {
        return Files.exists(SpaceFolder.of(folder, Features.key(name)).path());
    }

    private FolderFeatureStore store() {
        return new FolderFeatureStore(folder, LIMIT, clock);
    }
}
