package org.tl4j.storage.bundle;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.bundle.BundleManifest;

/**
 * All that {@code manifest.json} holds.
 *
 * @param manifest what the bundle says of itself
 * @param runtime which software the graph is for
 * @param network what it says of {@code network.json}
 * @param weights what it says of {@code weights.safetensors}
 */
record ManifestFile(BundleManifest manifest, String runtime, EntryDigest network, EntryDigest weights) {
    ManifestFile {
        requireNonNull(manifest, "manifest is null");
        requireNonNull(runtime, "runtime is null");
        requireNonNull(network, "network is null");
        requireNonNull(weights, "weights is null");
    }
}
