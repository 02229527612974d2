package org.tl4j.core.weights;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads and writes files of named tensors (safetensors). Stateless and thread-safe. */
public interface TensorFormat {
    /**
     * Opens a file, memory-mapped.
     *
     * @throws org.tl4j.core.error.WeightsException if it is missing, or not exactly what the format says
     */
    TensorSet read(Path file);

    /**
     * Reads tensors from bytes.
     *
     * @param bytes the whole content, not to be changed afterwards
     * @param name what to call it in messages
     * @throws org.tl4j.core.error.WeightsException if it is not exactly what the format says
     */
    TensorSet read(ByteBuffer bytes, String name);

    /**
     * Reads the tensors of located weights.
     *
     * @throws org.tl4j.core.error.WeightsException if the content is not exactly what the format says
     */
    default TensorSet read(WeightsContent content) {
        if (content instanceof WeightsContent.OnDisk onDisk) {
            return read(onDisk.path());
        }
        WeightsContent.InMemory inMemory = (WeightsContent.InMemory) content;
        return read(inMemory.bytes(), inMemory.name());
    }

    /** The content of a file that holds {@code tensors}, always the same for the same arguments. */
    byte[] write(List<Tensor> tensors, Map<String, String> metadata);
}
