/**
 * Image files before they are decoded: which format it is, how large it says it is, which way up, and whether it is whole.
 *
 * <p>Bytes come in as a {@link org.tl4j.data.internal.format.ByteSupply}, read once from front to back and never kept; an
 * {@link org.tl4j.data.internal.format.ImageHeader} goes out, to {@code reading} and {@code imaging}. Nothing here
 * allocates by a number that a file declares, so it is safe on hostile files. Internal: no API.
 */
package org.tl4j.data.internal.format;
