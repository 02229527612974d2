package org.tl4j.strategies.extraction;

import java.util.ArrayList;
import java.util.List;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.core.preprocessing.DecodedBatch;
import org.tl4j.core.provenance.Digest;

/** Computed features that are not yet in the store. Not thread-safe. */
final class PendingFeatures {
    private final int capacity;
    private final int width;
    private final List<Digest> digests = new ArrayList<>();
    private final FeatureBatch rows;

    PendingFeatures(int capacity, int width) {
        this.capacity = capacity;
        this.width = width;
        this.rows = FeatureBatch.allocate(capacity, width);
    }

    /** Adds the rows without failures; there must be room for them. */
    void add(DecodedBatch<Sample, String> batch, FeatureBatch features) {
        for (int i = 0; i < batch.images().size(); i++) {
            if (batch.isUsable(i)) {
                rows.row(digests.size()).put(features.row(i));
                digests.add(batch.images().get(i).digest());
            }
        }
    }

    /** Whether there is no room for another batch. */
    boolean isFull() {
        return digests.size() + FeatureExtractor.BATCH > capacity;
    }

    void writeTo(FeatureSpace space) {
        if (!digests.isEmpty()) {
            int count = digests.size();
            space.add(List.copyOf(digests), new FeatureBatch(rows.values().slice(0, count * width), count, width));
            digests.clear();
        }
    }
}
