package org.tl4j.spark;

import java.util.HashMap;
import java.util.Map;
import org.tl4j.core.concurrent.Workers;

/**
 * The threads of this process that decode images, for all its networks: as many as the tasks that run at the same time have processors.
 * A cluster manager grants an executor fewer processors than its host has, and does not always say how many. Thread-safe.
 */
final class DecodingThreads {
    private final Workers workers = Workers.of("tl4j-decoding", 1);
    private final Map<Long, Integer> running = new HashMap<>();
    private final int most;

    /**
     * @param most whatever the tasks have, at least 1
     */
    DecodingThreads(int most) {
        this.most = most;
    }

    /** The threads, of which there is one at least. */
    Workers workers() {
        return workers;
    }

    /** Counts a task, once. */
    synchronized void begin(long task, int processors) {
        running.put(task, processors);
        int all = running.values().stream().mapToInt(Integer::intValue).sum();
        workers.ensureThreads(Math.min(all, most));
    }

    /** Counts a task no longer. Threads without work end by themselves. */
    synchronized void end(long task) {
        running.remove(task);
    }
}
