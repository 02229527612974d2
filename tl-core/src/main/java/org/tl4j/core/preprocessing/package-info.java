/**
 * From the encoded bytes of an image to the input values of a network.
 *
 * <p>{@link org.tl4j.core.preprocessing.Preprocessing} is data: it belongs to a backbone, is written into the bundle,
 * and nobody chooses it by hand, except once, when a network of another framework is imported ({@link
 * org.tl4j.core.preprocessing.PixelConvention}). {@link org.tl4j.core.preprocessing.Augmentation} changes training
 * images at random, and training alone has a parameter for it. Imports the packages before it: {@code error}, {@code
 * dataset}.
 */
package org.tl4j.core.preprocessing;
