/**
 * Image files before they are decoded: which format it is, how large it says it is, which way up, and whether it is whole.
 *
 * <p>Bytes come in as a {@link org.tl4j.data.internal.format.HeaderReader}, read once from front to back; an
 * {@link org.tl4j.data.internal.format.ImageHeader} goes out, to {@code reading} and {@code imaging}, with the
 * {@link org.tl4j.data.internal.format.Essence} of the file that a decoder may see. A JPEG's picture data is passed over to
 * its end. What is allocated here is bounded by the length of the file or by the checked size. Internal: no API.
 */
package org.tl4j.data.internal.format;
