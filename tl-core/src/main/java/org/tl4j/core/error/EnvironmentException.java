package org.tl4j.core.error;

/** The machine is the cause: disk, memory, permissions or native libraries. */
public final class EnvironmentException extends Tl4jException {
    private static final long serialVersionUID = 1L;

    /** Reports {@code problem}. */
    public EnvironmentException(Problem problem) {
        this(problem, null);
    }

    /** Reports {@code problem}, met because of {@code cause}. */
    public EnvironmentException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    /** Reports a problem by its parts, in the order of {@link Problem}. */
    public EnvironmentException(String subject, String rule, String found, String remedy) {
        this(new Problem(subject, rule, found, remedy), null);
    }

    @Override
    public Category category() {
        return Category.ENVIRONMENT;
    }
}
