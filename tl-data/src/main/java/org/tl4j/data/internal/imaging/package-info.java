/**
 * From encoded bytes to the numbers that a network takes.
 *
 * <p>Encoded bytes come in, from {@code reading}. {@code OpenCvDecoder} makes {@code Pixels} of them, {@code Window} says
 * which part of the resized image the network sees, {@code Resampler} computes that part alone with the weights of
 * {@code Taps}, {@code Normaliser} turns it into floats. Training images pass {@code Augmenter} then. Internal: no API.
 */
package org.tl4j.data.internal.imaging;
