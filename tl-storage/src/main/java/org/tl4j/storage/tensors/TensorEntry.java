package org.tl4j.storage.tensors;

import java.util.List;

/**
 * Where a tensor lies.
 *
 * @param type how its numbers are stored
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
