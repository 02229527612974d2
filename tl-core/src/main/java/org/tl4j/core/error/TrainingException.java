package org.tl4j.core.error;

/** Training could not reach a usable result. */
public final class TrainingException extends Tl4jException {
    private static final long serialVersionUID = 1L;

    /** Reports {@code problem}. */
    public TrainingException(Problem problem) {
        this(problem, null);
    }

    /** Reports {@code problem}, met because of {@code cause}. */
    public TrainingException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    /** Reports a problem by its parts, in the order of {@link Problem}. */
    public TrainingException(String subject, String rule, String found, String remedy) {
        this(new Problem(subject, rule, found, remedy), null);
    }

    @Override
    public Category category() {
        return Category.TRAINING;
    }
}
