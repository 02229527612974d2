/**
 * Pixels of PNG, BMP and TIFF files, computed in Java.
 *
 * <p>The bytes of a file come in whose header {@code format} has checked; an
 * {@link org.tl4j.data.internal.raster.Raster} goes out, to {@code imaging}. A damaged file can neither touch memory that is
 * not its own here nor print into somebody's terminal, and what it can make us allocate is bounded by the checked size.
 * Internal: no API.
 */
package org.tl4j.data.internal.raster;
