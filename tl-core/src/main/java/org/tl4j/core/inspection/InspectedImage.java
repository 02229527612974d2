package org.tl4j.core.inspection;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.Subset;

/**
 * An image that was inspected. Findings name it by its index in {@link Inspection#images()}.
 *
 * @param sample the image and its labels
 * @param role what it is for; empty where the data has no subsets and nothing was trained
 */
public record InspectedImage(Sample sample, Optional<Subset> role) {
    public InspectedImage {
        requireNonNull(sample, "sample is null");
        requireNonNull(role, "role is null");
    }
}
