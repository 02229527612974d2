/**
 * Images: finding them, checking them, parting them, and making a network's input of them.
 *
 * <p>A path comes in; {@link org.tl4j.core.preprocessing.ImageBatch} values go out, to a backbone. The way of the data is
 * {@code internal.format} (what a file says about itself), {@code internal.reading} (which images there are),
 * {@code internal.splitting} (which role each has), {@code internal.imaging} (pixels). The interfaces are core's; take their
 * implementations from {@link org.tl4j.data.ImageData}, or install {@link org.tl4j.data.DataModule}.
 */
package org.tl4j.data;
