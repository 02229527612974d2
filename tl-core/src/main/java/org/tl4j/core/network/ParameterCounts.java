package org.tl4j.core.network;

/**
 * The size of a network.
 *
 * @param total all its numbers, batch-norm statistics included
 * @param trainable those that training could change
 */
public record ParameterCounts(long total, long trainable) {}
