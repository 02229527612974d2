package org.tl4j.dl4j.graph;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.preprocessing.ImageBatch;

/** Copies between core's buffers and ND4J's arrays, on any backend. */
public final class Arrays4j {
    private Arrays4j() {}

    /** A new array of the batch's values, [images, channels, height, width]; the caller closes it. */
    public static INDArray from(ImageBatch batch) {
        return from(batch.values(), batch.images(), batch.channels(), batch.height(), batch.width());
    }

    /** A new array of row-major values; the caller closes it. */
    public static INDArray from(FloatBuffer values, long... shape) {
        float[] numbers = new float[values.limit()];
        values.get(0, numbers);
        return Nd4j.create(numbers, shape, 'c');
    }

    /** All values, row-major. */
    public static float[] values(INDArray array) {
        try (INDArray rowMajor = array.dup('c')) {
            return rowMajor.data().asFloat();
        }
    }

    /** The values of a matrix, one array per row. */
    public static float[][] rows(INDArray array, int count) {
        float[] values = values(array);
        int width = values.length / count;
        float[][] rows = new float[count][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * width, (row + 1) * width));
        return rows;
    }
}
