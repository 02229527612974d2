package org.tl4j.storage.features;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.provenance.Digest;

/** Features that cannot be written to disk, for the lifetime of this process. Thread-safe. */
final class MemoryRows {
    private final Map<Digest, FloatBuffer> rows = new ConcurrentHashMap<>();
    private final long limit;
    // guarded by this
    private long bytes;

    /** Room for at most {@code limit} bytes. */
    MemoryRows(long limit) {
        this.limit = limit;
    }

    /** A quarter of Java's memory leaves room for everything else; failing disks are rare. */
    static MemoryRows ofAQuarter() {
        return new MemoryRows(Runtime.getRuntime().maxMemory() / 4);
    }

    /** The most bytes that it holds. */
    long limit() {
        return limit;
    }

    boolean contains(Digest image) {
        return rows.containsKey(image);
    }

    /** As {@link org.tl4j.core.features.FeatureSpace#read}. */
    boolean read(Digest image, FloatBuffer target) {
        FloatBuffer row = rows.get(image);
        if (row == null) {
            return false;
        }
        target.put(row.duplicate());
        return true;
    }

    /**
     * Copies some rows of a batch.
     *
     * @return false, with nothing copied, if they would exceed the limit
     */
    synchronized boolean add(List<Digest> images, List<Integer> numbers, FeatureBatch features) {
        long added = (long) numbers.size() * features.width() * Float.BYTES;
        if (bytes + added > limit) {
            return false;
        }
        bytes += added;
        FeatureBatch copy = FeatureBatch.allocate(numbers.size(), features.width());
        for (int i = 0; i < numbers.size(); i++) {
            copy.row(i).put(features.row(numbers.get(i)));
            rows.put(images.get(numbers.get(i)), copy.row(i));
        }
        return true;
    }
}
