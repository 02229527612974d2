package org.tl4j.learner;

/** Measures how fast this machine computes. Thread-safe, though two measurements at a time disturb each other. */
public interface MachineBenchmark {
    /**
     * Measures each part of the main path with one backbone: decoding, the frozen network by each engine, the fit of an output
     * layer, training steps, and predictions; and the product of two matrices, by which the others are judged.
     *
     * @throws org.tl4j.core.error.Tl4jException as training and prediction with the backbone would
     */
    BenchmarkReport benchmark(BenchmarkRequest request);
}
