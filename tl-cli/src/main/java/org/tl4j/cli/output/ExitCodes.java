package org.tl4j.cli.output;

import java.util.LinkedHashMap;
import java.util.Map;

/** The exit codes of the process. */
public final class ExitCodes {
    /** The work is done. */
    public static final int DONE = 0;
    /** It failed. */
    public static final int FAILED = 1;
    /** An option, an argument or a setting is wrong. */
    public static final int USAGE = 2;
    /** Some inputs could not be used, and {@code --strict} was given. */
    public static final int SKIPPED = 3;
    /** It was interrupted. */
    public static final int INTERRUPTED = 130;

    private ExitCodes() {}

    /** The codes with their meaning, for the help text. */
    public static Map<String, String> descriptions() {
        Map<String, String> descriptions = new LinkedHashMap<>();
        descriptions.put(" " + DONE, "done");
        descriptions.put(" " + FAILED, "failed");
        descriptions.put(" " + USAGE, "wrong usage: an option, an argument or a setting");
        descriptions.put(" " + SKIPPED, "some inputs were skipped with --strict");
        descriptions.put(" " + INTERRUPTED, "interrupted");
        return descriptions;
    }
}
