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
    public Problem {
        subject = Redaction.text(requireNonNull(subject, "subject is null"));
        rule = Redaction.text(requireNonNull(rule, "rule is null"));
        found = Redaction.text(requireNonNull(found, "found is null"));
        remedy = Redaction.text(requireNonNull(remedy, "remedy is null"));
    }

    /**
     * The problem as one line: {@code subject rule, found value; remedy}. Each part may quote names and files from elsewhere, so
     * it is shown as {@link Printable} shows it, in at most {@value Printable#LONGEST_QUOTE} characters.
     */
    public String message() {
        StringBuilder line = new StringBuilder(shown(subject)).append(' ').append(shown(rule));
        if (!found.isEmpty()) {
            line.append(", found ").append(shown(found));
        }
        if (!remedy.isEmpty()) {
            line.append("; ").append(shown(remedy));
        }
        return line.toString();
    }

    private static String shown(String part) {
        return Printable.text(part, Printable.LONGEST_QUOTE);
    }
}
