package org.tl4j.core.backbone;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Features of images in memory: a direct buffer in native byte order of shape [rows, width], row-major. Reading is
 * thread-safe.
 *
 * @param values exactly rows x width floats from position 0 to the limit
 * @param rows how many images, from 0
 * @param width features per image
 */
public record FeatureBatch(FloatBuffer values, int rows, int width) implements FeatureRows {
    public FeatureBatch {
        if (!values.isDirect() || values.order() != ByteOrder.nativeOrder()) {
            throw new IllegalArgumentException("a feature batch must be a direct buffer in native byte order");
        }
        if (rows < 0 || width < 1 || (long) rows * width != values.limit()) {
            throw new IllegalArgumentException("a feature batch of shape [%d, %d] must have as many values, found %d"
                    .formatted(rows, width, values.limit()));
        }
    }

    /** A batch of zeros. */
    public static FeatureBatch allocate(int rows, int width) {
        FloatBuffer values = ByteBuffer.allocateDirect(Math.multiplyExact(Math.multiplyExact(rows, width), Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        return new FeatureBatch(values, rows, width);
    }

    @Override
    public void read(int index, FloatBuffer target) {
        target.put(row(index));
    }

    /** The features of one image, as a window on this batch. */
    @Override
    public FloatBuffer row(int index) {
        return values.slice(index * width, width);
    }
}
