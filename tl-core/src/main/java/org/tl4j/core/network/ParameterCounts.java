package org.tl4j.core.network;

/**
 * The size of a network.
 *
 * @param total all its values, batch-norm statistics included
 * @param trainable those that training could change
 */
public record ParameterCounts(long total, long trainable) {
    public ParameterCounts {
        if (trainable < 0 || total < trainable) {
            throw new IllegalArgumentException(
                    "trainable parameters must be from 0 to all of them, found " + trainable + " of " + total);
        }
    }
}
