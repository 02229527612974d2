/**
 * From encoded bytes to the numbers that a network takes.
 *
 * <p>Encoded bytes come in, from {@code reading}. {@code GuardedDecoder} makes {@code Pixels} of them,
 * JPEG and WebP by {@code OpenCvDecoder}, the others by {@code raster}, {@code Window} says
 * which part of the resized image the network sees, {@code Resampler} computes that part alone with the weights of
 * {@code FilterWeights}, {@code Normaliser} turns it into floats. For a training image {@code AugmentationDraw} first draws all that is
 * random: a {@code Region} for the window, a {@code ColourJitter} of the bytes, a {@code GeometricTransform} of the floats and what the
 * {@code RandomErasing} erases. Internal: no API.
 */
package org.tl4j.data.internal.imaging;
