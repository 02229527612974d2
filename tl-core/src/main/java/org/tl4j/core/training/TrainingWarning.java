package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

/**
 * A problem that does not end a training run, and that its caller should know.
 *
 * @param kind what it is about, for programs
 * @param subject what it is about, for people: {@code class ants}
 * @param finding what was found, as the end of a sentence: {@code has 3 training images}
 * @param remedy what to do, as a sentence without its full stop; empty where there is nothing to do
 */
public record TrainingWarning(WarningKind kind, String subject, String finding, String remedy) {
    public TrainingWarning {
        requireNonNull(kind, "kind is null");
        requireNonNull(subject, "subject is null");
        requireNonNull(finding, "finding is null");
        requireNonNull(remedy, "remedy is null");
    }

    /** The warning as one line: {@code subject finding; remedy}. */
    public String message() {
        return subject + " " + finding + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
