/**
 * Image files before they are decoded: their format, declared size, orientation, and whether they are complete.
 *
 * <p>Bytes come in as a {@link org.tl4j.data.internal.format.HeaderReader}, read once and in order; an
 * {@link org.tl4j.data.internal.format.ImageHeader} goes out, to {@code reading} and {@code imaging}, with the
 * {@link org.tl4j.data.internal.format.Essence} of the file that a decoder may see. The picture data of a JPEG is parsed to
 * its end. All allocations are bounded by the length of the file or by the checked size. Internal: not API.
 */
package org.tl4j.data.internal.format;
