package org.tl4j.core.comparison;

/**
 * How good a network was during its training, on some of the held-out images.
 *
 * @param epoch after which epoch, 0 for before the first
 * @param seconds how long the training had taken, without this measurement
 * @param value the figure of the comparison, from 0 to 1
 */
public record ComparisonPoint(int epoch, double seconds, double value) {}
