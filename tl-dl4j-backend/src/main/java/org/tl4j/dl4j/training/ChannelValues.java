package org.tl4j.dl4j.training;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tl4j.dl4j.graph.Arrays4j;

/** One value for each channel of an array that is flat in memory, in the order of its dimensions. */
final class ChannelValues {
    private final float[] values;
    private final int run;

    /**
     * @param values one for each channel
     * @param run how many neighbouring values of the array have the same channel
     */
    private ChannelValues(float[] values, int run) {
        this.values = values;
        this.run = run;
    }

    /**
     * @param channels values in a shape that broadcasts to {@code array}, or null
     * @param array row-major
     */
    static Optional<ChannelValues> of(INDArray channels, INDArray array) {
        if (channels == null) {
            return Optional.empty();
        }
        int run = 1;
        for (int axis = array.rank() - 1; axis >= 0 && channels.size(axis) == 1; axis--) {
            run = Math.toIntExact(run * array.size(axis));
        }
        return Optional.of(new ChannelValues(Arrays4j.values(channels), run));
    }

    /** Writes the values of the channels of the array's values {@code from} to {@code from + count - 1}. */
    void fill(float[] into, int from, int count) {
        int done = 0;
        while (done < count) {
            int index = from + done;
            int length = Math.min(run - index % run, count - done);
            Arrays.fill(into, done, done + length, values[index / run % values.length]);
            done += length;
        }
    }
}
