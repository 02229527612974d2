package org.tl4j.core.inspection;

/**
 * An image that is unlike all others: not of these classes, or of a class with hardly any image like it.
 *
 * @param image index of the image
 * @param distance to its neighbours, at least 0: 1 minus the mean cosine of the features
 * @param bound that {@code distance} exceeds
 */
public record Outlier(int image, double distance, double bound) {}
