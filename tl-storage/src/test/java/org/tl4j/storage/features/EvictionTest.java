package org.tl4j.storage.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
    void keepsWhatItHasOpen() {
        FolderFeatureStore store = store();
        for (String name : List.of("a", "b", "c", "d")) {
            FeatureSpace space = store.open(Features.key(name));
            space.add(IMAGES, Features.of(IMAGES));
            clock.advance(Duration.ofHours(1));
        }
        assertThat(List.of("a", "b", "c", "d")).allMatch(this::exists);
        assertThat(store.bytes()).isGreaterThan(LIMIT);
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
