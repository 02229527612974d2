package org.tl4j.onnx;

import org.tl4j.core.error.UsageException;
import org.tl4j.onnx.runtime.PhysicalCores;

/**
 * How ONNX Runtime uses the processor. Start with {@link #forJob} or {@link #forServer}.
 *
 * @param threads that compute one batch together, the calling one included, at least 1
 * @param spinning whether they wait for work by spinning, which is a little faster on an idle machine, and takes the time of
 *     other programs on a busy one
 */
public record OnnxSettings(int threads, boolean spinning) {
    /**
     * Checks the values.
     *
     * @throws UsageException if {@code threads} is below 1
     */
    public OnnxSettings {
        if (threads < 1) {
            throw new UsageException("threads", "must be at least 1", Integer.toString(threads), "");
        }
    }

    /** One thread per physical core, without spinning: for one caller, who wants each batch as soon as possible. */
    public static OnnxSettings forJob() {
        return new OnnxSettings(PhysicalCores.count(), false);
    }

    /** One thread, without spinning: for many callers at a time, who share the cores. */
    public static OnnxSettings forServer() {
        return new OnnxSettings(1, false);
    }

    /** The same with another number of threads. */
    public OnnxSettings withThreads(int other) {
        return new OnnxSettings(other, spinning);
    }

    /** The same with or without spinning. */
    public OnnxSettings withSpinning(boolean other) {
        return new OnnxSettings(threads, other);
    }
}
