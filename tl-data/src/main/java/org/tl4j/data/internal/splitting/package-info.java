/**
 * From a data set to its split. A {@link org.tl4j.core.dataset.Dataset} comes in, from {@code reading}; a
 * {@link org.tl4j.core.dataset.DatasetSplit} goes out, to training. This package reads no files. Internal: not API.
 */
package org.tl4j.data.internal.splitting;
