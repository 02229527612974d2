package org.tl4j.cli.output;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.tl4j.core.error.Printable;
import org.tl4j.core.error.Redaction;

/** Stack traces in which the messages, which quote text from elsewhere, are redacted, escaped and bounded. */
public final class Traces {
    private Traces() {}

    /** The trace of a failure, of its suppressed exceptions and of its causes; ends in a line break. */
    public static String text(Throwable failure) {
        StringBuilder text = new StringBuilder();
        append(text, "", failure, Collections.newSetFromMap(new IdentityHashMap<>()));
        return text.toString();
    }

    private static void append(StringBuilder text, String role, Throwable failure, Set<Throwable> seen) {
        if (!seen.add(failure)) {
            return;
        }
        String end = System.lineSeparator();
        text.append(role)
                .append(Printable.text(Redaction.text(failure.toString()), Printable.LONGEST_QUOTE))
                .append(end);
        for (StackTraceElement frame : failure.getStackTrace()) {
            text.append("\tat ").append(Printable.text(frame.toString())).append(end);
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            append(text, "Suppressed: ", suppressed, seen);
        }
        if (failure.getCause() != null) {
            append(text, "Caused by: ", failure.getCause(), seen);
        }
    }
}
