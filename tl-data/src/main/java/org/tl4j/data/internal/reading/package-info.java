/**
 * From a path to labelled images, and from a labelled image to its bytes.
 *
 * <p>A folder, zip or CSV comes in. A {@code FileListing} lists what lies there; {@code Layout} derives classes and subsets
 * from the folders; {@code Inspector} inspects the content of each file, with {@code format}; {@code ImageDatasetSource}
 * runs this over all of them and returns a {@link org.tl4j.core.dataset.Dataset}, to {@code splitting}. Only names, labels
 * and digests are kept, never an image. Internal: not API.
 */
package org.tl4j.data.internal.reading;
