package org.tl4j.storage.features;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.features.FeatureKey;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.core.features.FeatureStore;

/**
 * Features in a folder that runs and processes share without locks: files have unique names, appear whole, and are never
 * changed. The limit is kept by deleting the spaces that were not used for longest; those that this store has opened stay,
 * even if they alone exceed it, and a warning says so. Thread-safe.
 */
public final class FolderFeatureStore implements FeatureStore {
    private static final Logger LOG = LoggerFactory.getLogger(FolderFeatureStore.class);
    /** Longer than anyone writes one segment. */
    private static final Duration LEFTOVER_AGE = Duration.ofDays(1);

    private final Path folder;
    private final long limit;
    private final Clock clock;

    // guarded by this
    private final Set<SpaceFolder> open = new HashSet<>();
    // guarded by this; what was on disk when it was last measured, or -1
    private long measured = -1;
    // guarded by this; what was added here since then
    private long added;
    // guarded by this
    private boolean warned;

    /**
     * A store; nothing is touched before the first use.
     *
     * @param folder where, made when it is needed
     * @param limit in bytes
     * @param clock tells when a space was used
     */
    public FolderFeatureStore(Path folder, long limit, Clock clock) {
        this.folder = folder;
        this.limit = limit;
        this.clock = clock;
    }

    /**
     * {@inheritDoc} All segments are checked; damaged ones are deleted.
     *
     * @throws org.tl4j.core.error.EnvironmentException if the folder cannot be read or written
     */
    @Override
    public FeatureSpace open(FeatureKey key) {
        SpaceFolder place = SpaceFolder.of(folder, key);
        synchronized (this) {
            open.add(place);
        }
        Runnable claim = () -> {
            place.claim(key);
            place.touch(clock.instant());
        };
        Perseverance.in(place.path(), () -> {
            claim.run();
            return true;
        });
        place.deleteLeftovers(clock.instant().minus(LEFTOVER_AGE));
        FolderFeatureSpace space = new FolderFeatureSpace(place, key, claim, this::grown);
        space.load();
        return space;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public long bytes() {
        return SpaceFolder.all(folder).stream().mapToLong(SpaceFolder::bytes).sum();
    }

    @Override
    public long limit() {
        return limit;
    }

    /** {@inheritDoc} Files that this software has not made are left; open spaces keep what they have in memory. */
    @Override
    public synchronized void clear() {
        SpaceFolder.all(folder).forEach(SpaceFolder::delete);
        measured = -1;
    }

    private synchronized void grown(long bytes) {
        added += bytes;
        // measuring goes through all files: not at each of thousands of additions, but often enough to see other
        // processes
        boolean due = measured < 0 || added > limit / 64;
        boolean full = measured + added > limit && !warned;
        if (due || full) {
            shrink();
        }
    }

    private void shrink() {
        long total = bytes();
        List<SpaceFolder> oldestFirst = SpaceFolder.all(folder).stream()
                .filter(space -> !open.contains(space))
                .sorted(Comparator.comparing(SpaceFolder::lastUsed))
                .toList();
        for (SpaceFolder space : oldestFirst) {
            if (total <= limit) {
                break;
            }
            long size = space.bytes();
            LOG.info("{} is deleted to stay within {} bytes", space.path(), limit);
            space.delete();
            total -= size - space.bytes();
        }
        measured = total;
        added = 0;
        if (total > limit && !warned) {
            warned = true;
            LOG.warn("{} holds {} bytes, more than its limit of {}, all of it in use", folder, total, limit);
        }
    }
}
