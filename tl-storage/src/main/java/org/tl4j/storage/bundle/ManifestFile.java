package org.tl4j.storage.bundle;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tl4j.core.bundle.BundleManifest;

/**
 * The content of {@code manifest.json}.
 *
 * @param manifest what the bundle says of itself
 * @param engine which engine the network is for
 * @param entries the length and digest of each entry of the network, by name, in their order
 */
record ManifestFile(BundleManifest manifest, String engine, Map<String, EntryDigest> entries) {
    ManifestFile {
        requireNonNull(manifest, "manifest is null");
        requireNonNull(engine, "engine is null");
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
}
