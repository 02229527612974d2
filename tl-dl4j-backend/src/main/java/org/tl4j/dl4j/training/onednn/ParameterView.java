package org.tl4j.dl4j.training.onednn;

import java.util.List;

/**
 * Floats in native memory that belong to somebody else.
 *
 * @param address where the first value is; the memory must live longer than the view
 * @param shape size of each dimension
 * @param strides distance of neighbours along each dimension, in floats
 */
public record ParameterView(long address, List<Long> shape, List<Long> strides) {
    public ParameterView {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
        if (address == 0 || shape.size() != strides.size()) {
            throw new IllegalArgumentException(
                    "a view needs an address and one stride for each dimension, found %d, %s, %s"
                            .formatted(address, shape, strides));
        }
    }
}
