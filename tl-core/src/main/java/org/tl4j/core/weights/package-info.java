/**
 * Pretrained weights that come in, where they are found, and named tensors on disk. Imports
 * {@code error}, {@code progress}, {@code provenance}.
 */
package org.tl4j.core.weights;
