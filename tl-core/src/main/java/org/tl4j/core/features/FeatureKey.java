package org.tl4j.core.features;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.provenance.Digest;

/**
 * Everything that the features of an image depend on, except the image itself, whose digest is the key within the
 * space. A change of any part gives another space, so no stale features are used.
 *
 * @param backbone the digest of the weights
 * @param architecture the name of the backbone, since weights do not determine the structure of the network
 * @param preprocessing how images become its input
 * @param boundary where features are taken, and how many there are
 * @param runtime what decodes images and computes features, with versions
 */
public record FeatureKey(
        Digest backbone, String architecture, Preprocessing preprocessing, Boundary boundary, String runtime) {
    public FeatureKey {
        requireNonNull(backbone, "backbone is null");
        requireNonNull(architecture, "architecture is null");
        requireNonNull(preprocessing, "preprocessing is null");
        requireNonNull(boundary, "boundary is null");
        requireNonNull(runtime, "runtime is null");
    }

    /**
     * The key for the features of a backbone.
     *
     * @param decoder what makes its input, with its version
     */
    public static FeatureKey of(BackboneSpec spec, String decoder) {
        return new FeatureKey(
                spec.weights(),
                spec.name(),
                spec.preprocessing(),
                spec.boundary(),
                spec.runtime() + ", images by " + decoder);
    }

    /**
     * All parts as text, one per line. It does not depend on the version of this software or the names of its classes,
     * and differs for different keys.
     */
    public String text() {
        return FeatureKeyText.of(this);
    }

    /** The digest of the {@link #text()}: the name of the space on disk. */
    public Digest digest() {
        return Digest.of(text());
    }
}
