package org.tl4j.cli.progress;

import java.util.Locale;
import org.tl4j.application.text.Format;

/**
 * A piece of work that has begun.
 *
 * @param name in plain words
 * @param startedNanos the time of its start
 * @param startedAt how many units were done then
 */
record Stage(String name, long startedNanos, long startedAt) {
    /** Its progress: {@code extracting features: 120 of 397 (30 %), 25.0 per second, 11.1 s left}. */
    String line(long nanos, long done, long total) {
        double rate = (done - startedAt) / ((nanos - startedNanos) / 1e9);
        String text = String.format(
                Locale.ROOT, "%s: %,d of %,d (%.0f %%)", name, done, total, 100.0 * done / Math.max(1, total));
        if (!(rate > 0) || Double.isInfinite(rate)) {
            return text;
        }
        String speed = String.format(Locale.ROOT, "%s, %.1f per second", text, rate);
        return done < total ? speed + ", " + Format.seconds((total - done) / rate) + " left" : speed;
    }
}
