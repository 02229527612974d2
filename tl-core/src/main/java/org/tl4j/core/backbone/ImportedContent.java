package org.tl4j.core.backbone;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.tl4j.core.weights.Tensor;

/** What is stored of a network of other software. */
public sealed interface ImportedContent {
    /**
     * A network that was converted: tensors and metadata make a weights file
     * ({@link org.tl4j.core.weights.TensorFormat#write}).
     *
     * @param tensors all parameters and statistics
     * @param metadata of the weights file; the graph is among them
     */
    record Tensors(List<Tensor> tensors, Map<String, String> metadata) implements ImportedContent {
        public Tensors {
            tensors = List.copyOf(tensors);
            metadata = Map.copyOf(metadata);
        }
    }

    /**
     * A network that its engine opens as it is.
     *
     * @param suffix how the name of the file ends, with the dot: {@code .onnx}
     * @param bytes the whole file, from position to limit; not to be changed. The accessor gives a read-only view of its own
     */
    record WholeFile(String suffix, ByteBuffer bytes) implements ImportedContent {
        public WholeFile {
            requireNonNull(suffix, "suffix is null");
            bytes = bytes.slice().asReadOnlyBuffer();
        }

        @Override
        public ByteBuffer bytes() {
            return bytes.duplicate();
        }
    }
}
