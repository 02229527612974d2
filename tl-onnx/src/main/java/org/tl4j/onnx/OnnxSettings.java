package org.tl4j.onnx;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.error.UsageException;
import org.tl4j.onnx.runtime.PhysicalCores;

/**
 * How ONNX Runtime uses the machine. Start with {@link #forJob} or {@link #forServer}.
 *
 * @param threads that compute one batch together, the calling one included, at least 1
 * @param spinning whether they wait for work by spinning, which is a little faster on an idle machine, and takes the time of
 *     other programs on a busy one
 * @param device where networks are computed
 */
public record OnnxSettings(int threads, boolean spinning, DeviceChoice device) {
    /**
     * Checks the values.
     *
     * @throws UsageException if {@code threads} is below 1
     */
    public OnnxSettings {
        requireNonNull(device, "device is null");
        if (threads < 1) {
            throw new UsageException("threads", "must be at least 1", Integer.toString(threads), "");
        }
    }

    /** One thread per physical core, without spinning: for one caller, who wants each batch as soon as possible. */
    public static OnnxSettings forJob() {
        return new OnnxSettings(PhysicalCores.count(), false, DeviceChoice.AUTO);
    }

    /** One thread, without spinning: for many callers at a time, who share the cores. */
    public static OnnxSettings forServer() {
        return new OnnxSettings(1, false, DeviceChoice.AUTO);
    }

    /**
     * The physical cores divided among callers who compute at the same time, rounded up, without spinning.
     *
     * @param callers at least 1
     * @throws UsageException if there is none
     */
    public static OnnxSettings forCallers(int callers) {
        if (callers < 1) {
            throw new UsageException("callers", "must be at least 1", Integer.toString(callers), "");
        }
        int cores = PhysicalCores.count();
        // not by adding, which may overflow
        return forServer().withThreads(cores / callers + (cores % callers == 0 ? 0 : 1));
    }

    /** The same with another number of threads. */
    public OnnxSettings withThreads(int other) {
        return new OnnxSettings(other, spinning, device);
    }

    /** The same with or without spinning. */
    public OnnxSettings withSpinning(boolean other) {
        return new OnnxSettings(threads, other, device);
    }

    /** The same on another device. */
    public OnnxSettings withDevice(DeviceChoice other) {
        return new OnnxSettings(threads, spinning, other);
    }
}
