package org.tl4j.predict;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;

/** Says red of an image whose first value is large. */
final class RednessNetwork implements TrainedNetwork {
    volatile int closed;
    volatile boolean usedAfterItsEnd;
    volatile boolean interrupting;
    final List<Integer> batches = new CopyOnWriteArrayList<>();

    @Override
    public float[][] probabilities(ImageBatch images) {
        usedAfterItsEnd |= closed > 0;
        batches.add(images.images());
        if (interrupting) {
            Thread.currentThread().interrupt();
        }
        float[][] rows = new float[images.images()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = images.image(i).get(0) > 100 ? new float[] {0.1f, 0.9f} : new float[] {0.9f, 0.1f};
        }
        return rows;
    }

    @Override
    public ParameterCounts parameters() {
        return new ParameterCounts(2, 2);
    }

    @Override
    public List<String> frozenLayers() {
        return List.of();
    }

    @Override
    public NetworkContents contents() {
        return new NetworkContents("fake", List.of(NetworkEntry.text("network.json", "{}")));
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread closes
    public void close() {
        closed++;
    }
}
