package org.tl4j.learner;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.features.FeatureKey;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.provenance.Digest;

/**
 * The features of a single run, in memory and empty at its start, so that each run computes what it uses and its time can be
 * compared.
 */
final class MemoryFeatures implements FeatureStore {
    private final Map<FeatureKey, Space> spaces = new ConcurrentHashMap<>();

    @Override
    public FeatureSpace open(FeatureKey key) {
        return spaces.computeIfAbsent(key, any -> new Space());
    }

    @Override
    public Path folder() {
        return Path.of("memory");
    }

    @Override
    public long bytes() {
        return spaces.values().stream().mapToLong(Space::bytes).sum();
    }

    @Override
    public long limit() {
        return Long.MAX_VALUE;
    }

    @Override
    public void clear() {
        spaces.clear();
    }

    private static final class Space implements FeatureSpace {
        private final Map<Digest, float[]> rows = new HashMap<>();

        @Override
        public synchronized boolean contains(Digest image) {
            return rows.containsKey(image);
        }

        @Override
        public synchronized boolean read(Digest image, FloatBuffer target) {
            float[] row = rows.get(image);
            if (row != null) {
                target.put(row);
            }
            return row != null;
        }

        @Override
        public synchronized void add(List<Digest> images, FeatureBatch features) {
            for (int i = 0; i < images.size(); i++) {
                float[] row = new float[features.width()];
                features.row(i).get(0, row);
                rows.put(images.get(i), row);
            }
        }

        synchronized long bytes() {
            return rows.values().stream()
                    .mapToLong(row -> (long) row.length * Float.BYTES)
                    .sum();
        }
    }
}
