package org.tl4j.strategies.training;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import org.tl4j.core.dataset.LabelMatrix;

/** Examples that are their own class: 0, 1, 0, 1, ... */
record NumberExamples(int count) implements Examples {
    @Override
    public int width() {
        return 1;
    }

    @Override
    public LabelMatrix targets() {
        return LabelMatrix.single(
                IntStream.range(0, count).map(index -> index % 2).toArray(), 2);
    }

    @Override
    public void load(int index, long seed, FloatBuffer target) {
        target.put(0, index % 2);
    }
}
