package org.tl4j.core.dataset;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.tl4j.core.provenance.Digest;

/**
 * One labelled image.
 *
 * @param location where its bytes are
 * @param label its class
 * @param digest of its encoded bytes: two samples with the same digest are exact duplicates
 * @param subset the subset in the owner's layout; empty if there is none
 */
public record Sample(ImageLocation location, String label, Digest digest, Optional<Subset> subset) {
    public Sample {
        requireNonNull(location, "location is null");
        requireNonNull(label, "label is null");
        requireNonNull(digest, "digest is null");
        requireNonNull(subset, "subset is null");
    }
}
