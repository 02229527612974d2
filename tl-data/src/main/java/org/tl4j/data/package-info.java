/**
 * Images: finding them, checking them, splitting them, and converting them to the input of a network.
 *
 * <p>A path comes in; {@link org.tl4j.core.preprocessing.ImageBatch} values go out, to a backbone. The data flows through
 * {@code internal.format} (file headers), {@code internal.reading} (which images there are), {@code internal.splitting}
 * (the subset of each image), {@code internal.imaging} (pixels). The interfaces are core's; get their implementations from
 * {@link org.tl4j.data.ImageData}, or install {@link org.tl4j.data.DataModule}.
 */
package org.tl4j.data;
