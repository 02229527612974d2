package org.tl4j.core.preprocessing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Preprocessed images: a direct buffer in native byte order of shape [images, channels, height, width], row-major. Not
 * thread-safe; its creator may fill it again when the call that received it has returned.
 *
 * @param values exactly images x channels x height x width floats from position 0 to the limit
 * @param images how many, at least 1
 * @param channels colour planes
 * @param height rows
 * @param width columns
 */
public record ImageBatch(FloatBuffer values, int images, int channels, int height, int width) {
    public ImageBatch {
        if (!values.isDirect() || values.order() != ByteOrder.nativeOrder()) {
            throw new IllegalArgumentException("an image batch must be a direct buffer in native byte order");
        }
        if (images < 1 || (long) images * channels * height * width != values.limit()) {
            throw new IllegalArgumentException(
                    "an image batch of shape [%d, %d, %d, %d] must have as many values, found %d"
                            .formatted(images, channels, height, width, values.limit()));
        }
    }

    /** A batch of zeros with room for {@code images} images. */
    public static ImageBatch allocate(int images, Preprocessing preprocessing) {
        return new ImageBatch(
                direct(Math.multiplyExact(images, preprocessing.valuesPerImage())),
                images,
                preprocessing.channels().channels(),
                preprocessing.crop().height(),
                preprocessing.crop().width());
    }

    /**
     * One batch of the images of several, copied in their order.
     *
     * @param batches at least one, all of the same channels, height and width
     */
    public static ImageBatch joined(List<ImageBatch> batches) {
        ImageBatch first = batches.get(0);
        int images = batches.stream().mapToInt(ImageBatch::images).sum();
        FloatBuffer values =
                direct(Math.multiplyExact(images, Math.multiplyExact(first.channels * first.height, first.width)));
        batches.forEach(batch -> values.put(batch.values.slice(0, batch.values.limit())));
        return new ImageBatch(values.rewind(), images, first.channels, first.height, first.width);
    }

    private static FloatBuffer direct(int values) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** The values of one image, as a window on this batch. */
    public FloatBuffer image(int index) {
        int size = channels * height * width;
        return values.slice(index * size, size);
    }

    /** The first {@code count} images, as a window on this batch. */
    public ImageBatch first(int count) {
        return new ImageBatch(values.slice(0, count * channels * height * width), count, channels, height, width);
    }
}
