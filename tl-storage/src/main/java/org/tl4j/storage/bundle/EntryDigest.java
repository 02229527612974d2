package org.tl4j.storage.bundle;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.provenance.Digest;

/**
 * The description of another entry in the manifest.
 *
 * @param bytes its length, unpacked
 * @param sha256 the digest of its content
 */
record EntryDigest(long bytes, Digest sha256) {
    EntryDigest {
        requireNonNull(sha256, "sha256 is null");
    }
}
