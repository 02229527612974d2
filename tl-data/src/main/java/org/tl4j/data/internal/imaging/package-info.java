/**
 * From encoded bytes to the input values of a network.
 *
 * <p>Encoded bytes come in, from {@code reading}. {@code GuardedDecoder} makes {@code Pixels} of them, JPEG and WebP by
 * {@code OpenCvDecoder}, other formats by {@code raster}, {@code Window} defines which part of the resized image the
 * network sees, {@code Resampler} computes only that part, with the weights of {@code FilterWeights}, {@code Normaliser}
 * turns it into floats. For a training image {@code AugmentationDraw} first draws all random values: a {@code Region} for
 * the window, a {@code ColourJitter} of the bytes, a {@code GeometricTransform} of the floats and the rectangle for
 * {@code RandomErasing}. Internal: not API.
 */
package org.tl4j.data.internal.imaging;
