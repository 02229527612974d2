package org.tl4j.onnx.importing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What the first run of a model may take.
 *
 * @param time from the start of its process to the result, above 0
 * @param memory of the process in bytes, where the system says how much it takes (Linux), above 0; a model that is larger than a
 *     quarter of this may take four times its own size
 */
public record TrialLimits(Duration time, long memory) {
    /** Two minutes and 6 GiB. */
    public static final TrialLimits DEFAULT = new TrialLimits(Duration.ofMinutes(2), 6L << 30);

    public TrialLimits {
        requireNonNull(time, "time is null");
        if (time.isNegative() || time.isZero() || memory < 1) {
            throw new IllegalArgumentException("limits must be above 0, found " + time + " and " + memory);
        }
    }

    long memoryFor(long modelBytes) {
        return Math.max(memory, 4 * modelBytes);
    }
}
