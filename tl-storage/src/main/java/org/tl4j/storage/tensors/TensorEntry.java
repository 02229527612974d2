package org.tl4j.storage.tensors;

import java.util.List;

/**
 * The position of a tensor in a file.
 *
 * @param type how its values are stored
 * @param shape its dimensions
 * @param begin its first byte, counted from the end of the header
 * @param end behind its last byte
 */
record TensorEntry(ElementType type, List<Integer> shape, long begin, long end) {
    TensorEntry {
        shape = List.copyOf(shape);
    }

    long bytes() {
        return end - begin;
    }
}
