package org.tl4j.serve;

import org.tl4j.core.prediction.StagedEmbedder;

/** The computation of features of one model. Thread-safe. */
final class FeatureWork implements AutoCloseable {
    private final StagedEmbedder embedder;
    private final ImageWork<float[]> work;

    /** Owns both. */
    FeatureWork(StagedEmbedder embedder, ImageWork<float[]> work) {
        this.embedder = embedder;
        this.work = work;
    }

    ImageWork<float[]> work() {
        return work;
    }

    /** How many features an image has. */
    int width() {
        return embedder.boundary().width();
    }

    @Override
    public void close() {
        work.close();
        embedder.close();
    }
}
