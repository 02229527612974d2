package org.tl4j.core.preprocessing;

import java.util.List;
import java.util.Map;

/**
 * Images ready for a network.
 *
 * @param images one per row of {@code values}
 * @param values preprocessed, at least one row; the row of a failure holds undefined values
 * @param failures why images cannot be used, by row, in the order of the rows
 * @param <T> an image
 * @param <F> why an image cannot be used
 */
public record DecodedBatch<T, F>(List<T> images, ImageBatch values, Map<Integer, F> failures) {
    /** Whether the image of this row can be used. */
    public boolean isUsable(int row) {
        return !failures.containsKey(row);
    }

    /**
     * The rows of the images that can be used, moved together to the beginning of the buffer, which is changed.
     *
     * @throws IllegalStateException if none can be used
     */
    public ImageBatch usable() {
        int count = 0;
        for (int row = 0; row < images.size(); row++) {
            if (isUsable(row)) {
                if (row > count) {
                    values.image(count).put(values.image(row));
                }
                count++;
            }
        }
        if (count == 0) {
            throw new IllegalStateException("no image of the batch can be used");
        }
        return values.first(count);
    }
}
