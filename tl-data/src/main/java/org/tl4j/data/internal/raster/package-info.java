/**
 * Pixels of PNG, BMP and TIFF files, computed in Java.
 *
 * <p>The bytes of a file come in after {@code format} has checked its header; an
 * {@link org.tl4j.data.internal.raster.Raster} goes out, to {@code imaging}. A damaged file can neither corrupt memory nor
 * print to the terminal, and all allocations are bounded by the checked size. Internal: not API.
 */
package org.tl4j.data.internal.raster;
