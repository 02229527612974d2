/**
 * The bundle on disk: a zip of a manifest, a graph and its weights, in which nothing is code.
 *
 * <p>Format version 1 holds exactly three entries, in this order and uncompressed: {@code manifest.json} (what the bundle
 * says of itself, and length and SHA-256 of the other two), {@code network.json} (the graph, for the software that the
 * manifest names), {@code weights.safetensors}. The same bundle gives the same bytes. A
 * {@link org.tl4j.core.bundle.Bundle} comes in from training and goes out to prediction; what the graph may name is checked
 * by whoever builds it.
 */
package org.tl4j.storage.bundle;
