/**
 * The bundle on disk: a zip of a manifest, a graph and its weights, in which nothing is code.
 *
 * <p>The first entry is {@code manifest.json}: the description of the bundle, the engine of its network, and length and
 * SHA-256 of every other entry. These are the entries of {@link org.tl4j.core.network.NetworkContents}, in its order
 * and uncompressed; tensors are written as safetensors. The same bundle gives the same bytes. Files and bytes in memory
 * are read by one reader. A {@link org.tl4j.core.bundle.Bundle} comes in from training and goes out to prediction; the
 * engine that builds the graph checks its content.
 */
package org.tl4j.storage.bundle;
