package org.tl4j.core.backbone;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.weights.Tensor;

/**
 * A converted network of another framework. Tensors and metadata make a weights file
 * ({@link org.tl4j.core.weights.TensorFormat#write}), which an entry of the architecture {@value #ARCHITECTURE} names.
 *
 * @param format what the file was, for people: {@code Keras}, {@code Deeplearning4j}
 * @param tensors all parameters and statistics
 * @param metadata of the weights file; the graph is among them
 * @param input the size of the images that it takes
 * @param channels how many colour planes these have, 1 or 3
 * @param boundary the default boundary
 * @param vertices all vertices that can be a boundary, from the input on
 * @param classes how many classes its own classifier has; empty if it has none
 */
public record ImportedNetwork(
        String format,
        List<Tensor> tensors,
        Map<String, String> metadata,
        ImageSize input,
        int channels,
        String boundary,
        List<String> vertices,
        OptionalInt classes) {
    /** The architecture of entries whose weights file holds the graph as well. */
    public static final String ARCHITECTURE = "in-file";

    public ImportedNetwork {
        requireNonNull(format, "format is null");
        tensors = List.copyOf(tensors);
        metadata = Map.copyOf(metadata);
        requireNonNull(input, "input is null");
        requireNonNull(boundary, "boundary is null");
        vertices = List.copyOf(vertices);
        requireNonNull(classes, "classes is null");
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("an image network must take 1 or 3 channels, found " + channels);
        }
        if (!vertices.contains(boundary)) {
            throw new IllegalArgumentException("the boundary must be one of " + vertices + ", found " + boundary);
        }
    }
}
