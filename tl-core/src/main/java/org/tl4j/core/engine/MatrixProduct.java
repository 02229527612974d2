package org.tl4j.core.engine;

/** The product of two square matrices of random values, computed again and again to measure a machine. Not thread-safe. */
public interface MatrixProduct extends AutoCloseable {
    /** Computes it once, and waits until it is done. */
    void compute();

    /** Frees native memory. */
    @Override
    void close();
}
