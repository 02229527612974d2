package org.tl4j.core.backbone;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;
import org.tl4j.core.preprocessing.PreprocessingRule;

/**
 * How a network of other software is to be imported.
 *
 * @param inputSize the side of the square images that it takes, in pixels, where the file does not state it
 * @param preprocessing how its images are preprocessed
 * @param boundary the vertex or value where features are taken; empty for the one that suits the network
 * @param pooling how the output there is pooled; empty for the one that suits it
 */
public record ImportSettings(
        OptionalInt inputSize, PreprocessingRule preprocessing, Optional<String> boundary, Optional<Pooling> pooling) {
    public ImportSettings {
        requireNonNull(inputSize, "inputSize is null");
        requireNonNull(preprocessing, "preprocessing is null");
        requireNonNull(boundary, "boundary is null");
        requireNonNull(pooling, "pooling is null");
    }
}
