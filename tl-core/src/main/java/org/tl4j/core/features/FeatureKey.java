package org.tl4j.core.features;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.provenance.Digest;

/**
 * All that the features of an image depend on, but for the image itself, whose digest is the key inside this space. A
 * change of any part is another space, so nothing stale is ever served.
 *
 * @param backbone the digest of the weights
 * @param architecture the name of the backbone, since weights alone do not say how they are wired
 * @param preprocessing how images are fed in
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
     * The key of what a backbone computes.
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
     * All parts as text, a line each. It stays the same from version to version of this software, whatever its classes are
     * called, and no two keys have the same.
     */
    public String text() {
        return FeatureKeyText.of(this);
    }

    /** The digest of the {@link #text()}: the name of the space on disk. */
    public Digest digest() {
        return Digest.of(text());
    }
}
