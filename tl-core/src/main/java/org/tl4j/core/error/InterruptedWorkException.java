package org.tl4j.core.error;

/** The caller interrupted the work; it can be resumed from its saved state. */
public final class InterruptedWorkException extends Tl4jException {
    private static final long serialVersionUID = 1L;

    /** Reports {@code problem}. */
    public InterruptedWorkException(Problem problem) {
        this(problem, null);
    }

    /** Reports {@code problem}, met because of {@code cause}. */
    public InterruptedWorkException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    /** Reports a problem by its parts, in the order of {@link Problem}. */
    public InterruptedWorkException(String subject, String rule, String found, String remedy) {
        this(new Problem(subject, rule, found, remedy), null);
    }

    @Override
    public Category category() {
        return Category.INTERRUPTED;
    }
}
