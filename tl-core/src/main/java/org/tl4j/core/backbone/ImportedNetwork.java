package org.tl4j.core.backbone;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.weights.Tensor;

/**
 * A network of other software that was read and checked. Its content becomes a file of weights, which an entry of the
 * architecture {@value #ARCHITECTURE} names.
 *
 * @param format what the file was, for people: {@code Keras}, {@code ONNX}
 * @param content what is stored
 * @param input the size of the images that it takes
 * @param channels how many colour planes these have, 1 or 3
 * @param boundary the default boundary
 * @param pooling how the boundary is pooled by default; empty for the default of its shape
 * @param vertices the vertices that can be a boundary, from the input on
 * @param classes how many classes its own classifier has; empty if it has none
 * @param referenceOutput what it computes at the boundary for the fixed picture; empty if that is not recorded
 * @param details what was found in the file, for people, by dashed name, in the order in which it is shown
 */
public record ImportedNetwork(
        String format,
        ImportedContent content,
        ImageSize input,
        int channels,
        String boundary,
        Optional<Pooling> pooling,
        List<String> vertices,
        OptionalInt classes,
        Optional<ReferenceOutput> referenceOutput,
        Map<String, String> details) {
    /** The architecture of entries whose weights file holds the graph as well. */
    public static final String ARCHITECTURE = "in-file";

    public ImportedNetwork {
        requireNonNull(format, "format is null");
        requireNonNull(content, "content is null");
        requireNonNull(input, "input is null");
        requireNonNull(boundary, "boundary is null");
        requireNonNull(pooling, "pooling is null");
        vertices = List.copyOf(vertices);
        requireNonNull(classes, "classes is null");
        requireNonNull(referenceOutput, "referenceOutput is null");
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("an image network must take 1 or 3 channels, found " + channels);
        }
        if (!vertices.contains(boundary)) {
            throw new IllegalArgumentException("the boundary must be one of " + vertices + ", found " + boundary);
        }
    }

    /**
     * A network that was converted to tensors.
     *
     * @param tensors all parameters and statistics
     * @param metadata of the weights file; the graph is among them
     */
    public ImportedNetwork(
            String format,
            List<Tensor> tensors,
            Map<String, String> metadata,
            ImageSize input,
            int channels,
            String boundary,
            List<String> vertices,
            OptionalInt classes) {
        this(
                format,
                new ImportedContent.Tensors(tensors, metadata),
                input,
                channels,
                boundary,
                Optional.empty(),
                vertices,
                classes,
                Optional.empty(),
                Map.of());
    }

    /** All parameters and statistics; none if the network is kept as a file of its own format. */
    public List<Tensor> tensors() {
        return content instanceof ImportedContent.Tensors converted ? converted.tensors() : List.of();
    }

    /** The metadata of the weights file; empty if the network is kept as a file of its own format. */
    public Map<String, String> metadata() {
        return content instanceof ImportedContent.Tensors converted ? converted.metadata() : Map.of();
    }
}
