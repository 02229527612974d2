package org.tl4j.learner;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.dataset.Part;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.progress.Progress;

/**
 * Whose features to compute.
 *
 * @param backbone the pretrained network; empty takes the most general one whose weights are at hand
 * @param data a folder of class folders, a zip of the same, or a CSV
 * @param part which part of it, where it has parts; empty takes test, else validation
 * @param reading limits on what is read
 * @param progress hears how far it is
 */
public record FeatureRequest(
        Optional<BackboneRequest> backbone,
        Path data,
        Optional<Part> part,
        ReadingSettings reading,
        Progress progress) {
    public FeatureRequest {
        requireNonNull(backbone, "backbone is null");
        requireNonNull(data, "data is null");
        requireNonNull(part, "part is null");
        requireNonNull(reading, "reading is null");
        requireNonNull(progress, "progress is null");
    }
}
