package org.tl4j.core.network;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tl4j.core.weights.Tensor;

/**
 * One named part of a {@link NetworkContents}. In a bundle each is an entry of bytes. Parameters cross modules as tensors, so
 * that no engine needs to know how they are laid out in a file, and no further copy is made.
 */
public sealed interface NetworkEntry {
    /** The suffix of names of tensor entries; other names must not have it. */
    String TENSORS_END = ".safetensors";

    /** Its name: 1 to 100 lower case letters, digits, dots, dashes and underscores, the first a letter or digit. */
    String name();

    /** A text in UTF-8, such as a graph. */
    static NetworkEntry text(String name, String text) {
        return new Bytes(name, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Bytes that the engine understands.
     *
     * @param name must not end in {@value #TENSORS_END}
     * @param content from its position to its limit; not to be changed afterwards. The accessor gives a read-only view of its own
     */
    record Bytes(String name, ByteBuffer content) implements NetworkEntry {
        public Bytes {
            EntryName.require(name, false);
            content = content.slice().asReadOnlyBuffer();
        }

        @Override
        public ByteBuffer content() {
            return content.duplicate();
        }
    }

    /**
     * Parameters.
     *
     * @param name must end in {@value #TENSORS_END}
     * @param tensors in their order, of distinct names
     */
    record Tensors(String name, List<Tensor> tensors) implements NetworkEntry {
        public Tensors {
            EntryName.require(name, true);
            tensors = List.copyOf(tensors);
            if (tensors.stream().map(Tensor::name).distinct().count() < tensors.size()) {
                throw new IllegalArgumentException("tensors of " + name + " must have distinct names");
            }
        }
    }
}
