package org.tl4j.core.backbone;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkOutputs;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;

/**
 * A frozen backbone with a new output layer that is computed here, so that engines which cannot train give trained
 * networks too. Thread-safe if its backbone is.
 */
public final class HeadedNetwork implements TrainedNetwork {
    private final Backbone backbone;
    private final LinearHead head;
    private final boolean owner;

    /** The write lock is held while closing, so that nothing is closed during a batch. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private boolean closed;

    private HeadedNetwork(Backbone backbone, LinearHead head, boolean owner) {
        if (head.inputs() != backbone.spec().boundary().width()) {
            throw new IllegalArgumentException("the head must take %d features, found %d"
                    .formatted(backbone.spec().boundary().width(), head.inputs()));
        }
        this.backbone = backbone;
        this.head = head;
        this.owner = owner;
    }

    /** A network over a backbone that its owner closes; it must stay open as long as the network is used. */
    public static HeadedNetwork borrowing(Backbone backbone, LinearHead head) {
        return new HeadedNetwork(backbone, head, false);
    }

    /** A network that closes its backbone. */
    public static HeadedNetwork owning(Backbone backbone, LinearHead head) {
        return new HeadedNetwork(backbone, head, true);
    }

    @Override
    public LabelMode labelMode() {
        return head.mode();
    }

    @Override
    public float[][] probabilities(ImageBatch images) {
        return outputs(images).probabilities();
    }

    @Override
    public NetworkOutputs outputs(ImageBatch images) {
        use.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the network is closed");
            }
            FeatureBatch features = backbone.features(images);
            float[][] rows = new float[features.rows()][];
            float[][] values = new float[rows.length][features.width()];
            for (int i = 0; i < rows.length; i++) {
                FloatBuffer row = features.row(i);
                rows[i] = head.probabilities(row);
                row.get(0, values[i]);
            }
            return new NetworkOutputs(rows, Optional.of(values));
        } finally {
            use.readLock().unlock();
        }
    }

    @Override
    public ParameterCounts parameters() {
        return new ParameterCounts(backbone.spec().parameters() + head.parameters(), head.parameters());
    }

    @Override
    public List<String> frozenLayers() {
        return backbone.spec().groups().stream()
                .flatMap(group -> group.layers().stream())
                .toList();
    }

    @Override
    public NetworkContents contents() {
        return backbone.contents(head);
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed && owner) {
                backbone.close();
            }
            closed = true;
        } finally {
            use.writeLock().unlock();
        }
    }
}
