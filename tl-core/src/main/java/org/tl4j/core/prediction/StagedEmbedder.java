package org.tl4j.core.prediction;

/** An embedder whose stages can be called one by one. Thread-safe. */
public interface StagedEmbedder extends ImageEmbedder, ImageStages<float[]> {}
