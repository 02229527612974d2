/**
 * From a data set to its parts. A {@link org.tl4j.core.dataset.Dataset} comes in, from {@code reading}; a
 * {@link org.tl4j.core.dataset.DatasetSplit} goes out, to {@code imaging} by way of training. Nothing here touches a file.
 * Internal: no API.
 */
package org.tl4j.data.internal.splitting;
