package org.tl4j.core.bundle;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.provenance.Digest;

/**
 * An image that a model was trained or chosen by, without its name or content.
 *
 * @param digest of its encoded bytes
 * @param annotation its labels
 * @param subset its role; training or validation or test
 */
public record RecordedImage(Digest digest, Annotation annotation, Subset subset) {
    public RecordedImage {
        requireNonNull(digest, "digest is null");
        requireNonNull(annotation, "annotation is null");
        requireNonNull(subset, "subset is null");
    }
}
