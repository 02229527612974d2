/**
 * The bundle on disk: a zip of a manifest, a graph and its weights, in which nothing is code.
 *
 * <p>The first entry is {@code manifest.json}: what the bundle says of itself, which engine its network is for, and length
 * and SHA-256 of every other entry. Those are the entries of {@link org.tl4j.core.network.NetworkContents}, in its order and
 * uncompressed; tensors are written as safetensors. The same bundle gives the same bytes. Files and bytes in memory are read
 * by one reader. A {@link org.tl4j.core.bundle.Bundle} comes in from training and goes out to prediction; what the graph may
 * name is checked by the engine that builds it.
 */
package org.tl4j.storage.bundle;
