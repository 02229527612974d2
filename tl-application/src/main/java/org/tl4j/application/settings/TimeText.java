package org.tl4j.application.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 90s}, {@code 10m}, {@code 1h30m}. */
public final class TimeText {
    /** What a time looks like, for messages. */
    public static final String RULE = "a time such as 90s, 10m or 1h30m";

    private static final Pattern TIME = Pattern.compile("(?=.)(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

    private TimeText() {}

    /** The time of a text; empty if it is none. */
    public static Optional<Duration> parse(String text) {
        Matcher time = TIME.matcher(text);
        return time.matches()
                ? Optional.of(Duration.ofHours(part(time, 1))
                        .plusMinutes(part(time, 2))
                        .plusSeconds(part(time, 3)))
                : Optional.empty();
    }

    private static long part(Matcher time, int group) {
        return time.group(group) == null ? 0 : Long.parseLong(time.group(group));
    }
}
