/**
 * Labelled images before they are decoded: where each is, which class it has, which subset it belongs to.
 *
 * <p>A path comes in; an immutable {@link org.tl4j.core.dataset.Dataset} and its {@link org.tl4j.core.dataset.DatasetSplit} go
 * out, to {@code preprocessing}. Imports {@code error}, {@code progress} and {@code provenance}.
 */
package org.tl4j.core.dataset;
