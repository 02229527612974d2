package org.tl4j.learner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;

/** Repeats work and takes its time. */
final class Sampler {
    private static final int WARM_UP = 2;
    private static final int FEWEST = 5;

    private final LongSupplier nanos;
    private final long eachNanos;

    Sampler(LongSupplier nanos, Duration each) {
        this.nanos = nanos;
        this.eachNanos = each.toNanos();
    }

    /** The seconds of each run, in rising order: as many as fit into the time, and at least five; two more come first. */
    List<Double> seconds(Runnable work) {
        for (int i = 0; i < WARM_UP; i++) {
            work.run();
        }
        List<Double> seconds = new ArrayList<>();
        long begin = nanos.getAsLong();
        while (seconds.size() < FEWEST || nanos.getAsLong() - begin < eachNanos) {
            long before = nanos.getAsLong();
            work.run();
            seconds.add(Math.max(1, nanos.getAsLong() - before) / 1e9);
        }
        Collections.sort(seconds);
        return seconds;
    }

    /** How often per second work is done that does {@code count} at a time. */
    BenchmarkReport.Spread rate(int count, Runnable work) {
        List<Double> seconds = seconds(work);
        return new BenchmarkReport.Spread(
                count / seconds.get(seconds.size() / 2),
                count / seconds.get(seconds.size() - 1),
                count / seconds.get(0));
    }
}
