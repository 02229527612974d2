package org.tl4j.storage.features;

import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.features.FeatureKey;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.storage.files.StaleTempFiles;

/**
 * Features in a folder that runs and processes share without locks: files have unique names, appear whole, and are never
 * changed. The limit is enforced by {@link Eviction} when a space is opened and while features are added. Thread-safe.
 */
public final class FolderFeatureStore implements FeatureStore {
    private static final Logger LOG = LoggerFactory.getLogger(FolderFeatureStore.class);

    private final Path folder;
    private final long limit;
    private final Clock clock;
    private final Eviction eviction;
    private final Set<Path> own = ConcurrentHashMap.newKeySet();

    // guarded by this
    private final Set<SpaceFolder> open = new HashSet<>();
    // guarded by this; the size on disk when it was last measured, or -1
    private long measured = -1;
    // guarded by this; the bytes added here since then
    private long added;
    // guarded by this
    private boolean warned;
    // guarded by this
    private boolean writeFailureWarned;

    /**
     * A store; nothing is touched before the first use.
     *
     * @param folder where, made when it is needed
     * @param limit in bytes
     * @param clock gives the time at which a space is used
     */
    public FolderFeatureStore(Path folder, long limit, Clock clock) {
        this.folder = folder;
        this.limit = limit;
        this.clock = clock;
        this.eviction = new Eviction(folder, limit);
    }

    /**
     * {@inheritDoc} The store is brought within its limit, and all segments that remain are checked; damaged ones are
     * deleted. Where the folder cannot be read or written, features stay in memory, with a warning once.
     *
     * @throws EnvironmentException if the thread was interrupted
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
        attempt(() -> {
            RetryOnDelete.in(place.path(), () -> {
                claim.run();
                return true;
            });
            StaleTempFiles.delete(place.path(), clock.instant());
            // before the segments are mapped: Windows deletes no mapped file
            synchronized (this) {
                shrink();
            }
        });
        Supplier<Path> newSegment = () -> {
            claim.run();
            Path segment = place.newSegment();
            own.add(segment);
            return segment;
        };
        FolderFeatureSpace space = new FolderFeatureSpace(
                place, key, newSegment, MemoryRows.ofAQuarter(), this::grown, this::warnNotWritten);
        attempt(space::load);
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

    /** {@inheritDoc} Files of other software are kept; open spaces keep what they have in memory. */
    @Override
    public synchronized void clear() {
        SpaceFolder.all(folder).forEach(SpaceFolder::delete);
        measured = -1;
    }

    /** If features cannot be written, the next run computes them again; this run goes on. */
    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (EnvironmentException e) {
            if (e.getCause() instanceof ClosedByInterruptException) {
                throw e;
            }
            warnNotWritten(e);
        }
    }

    private synchronized void warnNotWritten(EnvironmentException problem) {
        if (!writeFailureWarned) {
            writeFailureWarned = true;
            LOG.warn("features are computed, and not kept for the next run: {}", problem.getMessage());
        }
    }

    private synchronized void grown(long bytes) {
        added += bytes;
        // measuring lists all files: not at each of thousands of additions, but often enough to see other
        // processes
        boolean due = measured < 0 || added > limit / 64;
        boolean full = measured + added > limit && !warned;
        if (due || full) {
            shrink();
        }
    }

    private void shrink() {
        measured = eviction.run(open, own);
        added = 0;
        if (measured > limit && !warned) {
            warned = true;
            LOG.warn("{} holds {} bytes, over its limit of {}, and no more can be deleted", folder, measured, limit);
        }
    }
}
