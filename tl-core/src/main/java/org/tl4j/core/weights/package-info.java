/**
 * Named tensors on disk: pretrained weights that come in, trained weights that go out. Imports
 * {@code error}, {@code progress}, {@code provenance}.
 */
package org.tl4j.core.weights;
