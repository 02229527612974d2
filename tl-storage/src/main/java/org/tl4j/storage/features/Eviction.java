package org.tl4j.storage.features;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes features until a store is within its limit. First come the spaces that this store has not opened, the least
 * recently used one first and each as a whole; then single segments of the open ones, the oldest first and those of
 * this run last. A segment that is mapped stays readable after it is deleted, so a run may hold more than the limit;
 * where the system does not delete mapped files, as Windows, they stay until the next run. Stateless and thread-safe.
 */
final class Eviction {
    private static final Logger LOG = LoggerFactory.getLogger(Eviction.class);

    private final Path store;
    private final long limit;

    /**
     * @param store its folder
     * @param limit in bytes
     */
    Eviction(Path store, long limit) {
        this.store = store;
        this.limit = limit;
    }

    /** Reads the time once: other processes may delete the file while the list is sorted. */
    private record Candidate(Path file, boolean own, Instant modified) {}

    /**
     * Deletes as little as necessary.
     *
     * @param open the spaces that are in use here
     * @param own the segments that this run has added; deleted ones are removed
     * @return the size on disk afterwards, in bytes
     */
    long run(Set<SpaceFolder> open, Set<Path> own) {
        List<SpaceFolder> spaces = SpaceFolder.all(store);
        long total = spaces.stream().mapToLong(SpaceFolder::bytes).sum();
        if (total <= limit) {
            return total;
        }
        // a little below the limit, or a run that is larger than it would list all files at each addition
        long goal = limit - limit / 64;
        total = deleteClosed(spaces.stream().filter(space -> !open.contains(space)), total, goal);
        return deleteSegments(spaces.stream().filter(open::contains), own, total, goal);
    }

    private long deleteClosed(Stream<SpaceFolder> spaces, long before, long goal) {
        long total = before;
        for (SpaceFolder space :
                spaces.sorted(Comparator.comparing(SpaceFolder::lastUsed)).toList()) {
            if (total <= goal) {
                break;
            }
            long size = space.bytes();
            LOG.info("{} is deleted to stay within {} bytes", space.path(), limit);
            space.delete();
            total -= size - space.bytes();
        }
        return total;
    }

    private long deleteSegments(Stream<SpaceFolder> spaces, Set<Path> own, long before, long goal) {
        List<Candidate> oldestFirst = spaces.flatMap(space -> space.segments().stream())
                .map(file -> new Candidate(file, own.contains(file), SpaceFolder.modified(file)))
                .sorted(Comparator.comparing(Candidate::own).thenComparing(Candidate::modified))
                .toList();
        long total = before;
        int deleted = 0;
        for (Candidate segment : oldestFirst) {
            if (total <= goal) {
                break;
            }
            long freed = SpaceFolder.free(segment.file());
            if (freed > 0) {
                total -= freed;
                deleted++;
                own.remove(segment.file());
            }
        }
        if (deleted > 0) {
            LOG.info("{} segments of {} are deleted to stay within {} bytes", deleted, store, limit);
        }
        return total;
    }
}
