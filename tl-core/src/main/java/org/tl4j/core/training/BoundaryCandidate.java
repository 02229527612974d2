package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.tl4j.core.backbone.Pooling;

/**
 * A boundary that was considered when the boundary was chosen by measurement.
 *
 * @param vertices where features are taken, at least one; those of several are joined in this order
 * @param pooling how spatial outputs are pooled
 * @param width features per image, at least 1
 * @param outcome what it reached, or why it was not measured
 */
public record BoundaryCandidate(List<String> vertices, Pooling pooling, int width, BoundaryOutcome outcome) {
    public BoundaryCandidate {
        vertices = List.copyOf(vertices);
        requireNonNull(pooling, "pooling is null");
        requireNonNull(outcome, "outcome is null");
        if (vertices.isEmpty() || width < 1) {
            throw new IllegalArgumentException(
                    "a candidate must have at least one vertex and one feature, found " + vertices + " with " + width);
        }
    }

    /** The vertices, for people: {@code features.11 + features.12}. */
    public String names() {
        return String.join(" + ", vertices);
    }
}
