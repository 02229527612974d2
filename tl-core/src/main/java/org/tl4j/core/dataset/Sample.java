package org.tl4j.core.dataset;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.tl4j.core.provenance.Digest;

/**
 * One labelled image.
 *
 * @param location where its bytes are
 * @param annotation its labels
 * @param digest of its encoded bytes: two samples with the same digest are exact duplicates
 * @param subset the subset in the owner's layout; empty if there is none
 */
public record Sample(ImageLocation location, Annotation annotation, Digest digest, Optional<Subset> subset) {
    public Sample {
        requireNonNull(location, "location is null");
        requireNonNull(annotation, "annotation is null");
        requireNonNull(digest, "digest is null");
        requireNonNull(subset, "subset is null");
    }

    /** An image with exactly one label. */
    public Sample(ImageLocation location, String label, Digest digest, Optional<Subset> subset) {
        this(location, Annotation.of(requireNonNull(label, "label is null")), digest, subset);
    }

    /**
     * Its class, in a single-label data set.
     *
     * @throws IllegalStateException if an image may have several labels
     */
    public String label() {
        return annotation.label();
    }
}
