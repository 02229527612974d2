package org.tl4j.core.error;

/** The images, or the way in which they are laid out, are wrong. */
public final class DataException extends Tl4jException {
    private static final long serialVersionUID = 1L;

    /** Reports {@code problem}. */
    public DataException(Problem problem) {
        this(problem, null);
    }

    /** Reports {@code problem}, met because of {@code cause}. */
    public DataException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    /** Reports a problem by its parts, in the order of {@link Problem}. */
    public DataException(String subject, String rule, String found, String remedy) {
        this(new Problem(subject, rule, found, remedy), null);
    }

    @Override
    public Category category() {
        return Category.DATA;
    }
}
