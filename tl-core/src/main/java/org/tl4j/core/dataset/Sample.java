package org.tl4j.core.dataset;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.tl4j.core.provenance.Digest;

/**
 * One labelled image.
 *
 * @param location where its bytes are
 * @param label its class
 * @param digest of its encoded bytes: two samples of one digest are exact duplicates
 * @param part the part its owner put it in, empty where the owner did not say
 */
public record Sample(ImageLocation location, String label, Digest digest, Optional<Subset> part) {
    public Sample {
        requireNonNull(location, "location is null");
        requireNonNull(label, "label is null");
        requireNonNull(digest, "digest is null");
        requireNonNull(part, "part is null");
    }
}
