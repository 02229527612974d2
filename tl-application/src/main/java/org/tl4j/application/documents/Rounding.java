package org.tl4j.application.documents;

import java.time.Duration;

/** Times as documents state them: in seconds, to the millisecond. */
public final class Rounding {
    private Rounding() {}

    /** A duration in seconds. */
    public static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Seconds that were measured more finely. */
    public static double seconds(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }
}
