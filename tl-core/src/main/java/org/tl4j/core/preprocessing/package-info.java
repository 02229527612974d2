/**
 * From the encoded bytes of an image to the numbers that a network was trained on.
 *
 * <p>{@link org.tl4j.core.preprocessing.Preprocessing} is data: it belongs to a backbone, travels into the bundle, and
 * nobody chooses it by hand, but once, when a network of others is imported ({@link
 * org.tl4j.core.preprocessing.PixelConvention}). {@link org.tl4j.core.preprocessing.Augmentation} changes training images at random, and
 * training alone has a parameter for it. Imports the packages before it: {@code error}, {@code dataset}.
 */
package org.tl4j.core.preprocessing;
