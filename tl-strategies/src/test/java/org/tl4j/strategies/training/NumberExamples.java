package org.tl4j.strategies.training;

import java.nio.FloatBuffer;

/** Examples that are their own class: 0, 1, 0, 1, ... */
record NumberExamples(int count) implements Examples {
    @Override
    public int width() {
        return 1;
    }

    @Override
    public int label(int index) {
        return index % 2;
    }

    @Override
    public void load(int index, long seed, FloatBuffer target) {
        target.put(0, index % 2);
    }
}
