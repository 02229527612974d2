package org.tl4j.application.documents;

import java.time.Duration;

/** Rounds times for documents: to seconds with three decimals. */
public final class Rounding {
    private Rounding() {}

    /** A duration in seconds. */
    public static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Rounded seconds. */
    public static double seconds(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }
}
