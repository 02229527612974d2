package org.tl4j.core.bundle;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.network.NetworkContents;

/**
 * A trained model as data.
 *
 * @param manifest what it says of itself
 * @param network the graph and its weights
 */
public record Bundle(BundleManifest manifest, NetworkContents network) {
    public Bundle {
        requireNonNull(manifest, "manifest is null");
        requireNonNull(network, "network is null");
    }
}
