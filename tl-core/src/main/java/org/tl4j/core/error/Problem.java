package org.tl4j.core.error;

import static java.util.Objects.requireNonNull;

/**
 * What is wrong, in the four parts that a reader needs. Addresses in them are shown without their secrets, as
 * {@link Redaction} does it.
 *
 * @param subject what it is about, for example {@code validation-fraction} or a file
 * @param rule what must hold, as the end of a sentence: {@code must be in (0, 1)}
 * @param found the value that was found instead, or empty where there is none to show
 * @param remedy what to do now, as a sentence without its full stop, or empty where the rule says it already
 */
public record Problem(String subject, String rule, String found, String remedy) {
    private static final int LONGEST_VALUE = 2000;

    public Problem {
        subject = Redaction.text(requireNonNull(subject, "subject is null"));
        rule = Redaction.text(requireNonNull(rule, "rule is null"));
        found = Redaction.text(requireNonNull(found, "found is null"));
        remedy = Redaction.text(requireNonNull(remedy, "remedy is null"));
    }

    /**
     * The problem as one line: {@code subject rule, found value; remedy}. Control characters, which names and files from
     * elsewhere may hold, are shown escaped, and long values cut.
     */
    public String message() {
        StringBuilder text = new StringBuilder(subject).append(' ').append(rule);
        if (!found.isEmpty()) {
            text.append(", found ").append(shortened(found));
        }
        if (!remedy.isEmpty()) {
            text.append("; ").append(remedy);
        }
        StringBuilder line = new StringBuilder();
        text.chars().forEach(c -> append(line, (char) c));
        return line.toString();
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "...";
    }

    private static void append(StringBuilder line, char c) {
        switch (c) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            default -> {
                if (Character.isISOControl(c)) {
                    line.append(String.format("\\u%04x", (int) c));
                } else {
                    line.append(c);
                }
            }
        }
    }
}
