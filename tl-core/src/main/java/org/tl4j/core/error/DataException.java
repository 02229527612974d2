package org.tl4j.core.error;

import static java.util.Objects.requireNonNull;

/** The images, or the way in which they are laid out, are wrong. */
public final class DataException extends Tl4jException {
    private static final long serialVersionUID = 1L;

    private final DataKind kind;

    /** Reports {@code problem}, of the kind {@link DataKind#LAYOUT}. */
    public DataException(Problem problem) {
        this(problem, null);
    }

    /** Reports {@code problem}, of the kind {@link DataKind#LAYOUT}, met because of {@code cause}. */
    public DataException(Problem problem, Throwable cause) {
        this(DataKind.LAYOUT, problem, cause);
    }

    /** Reports {@code problem}, of the kind {@code kind}, met because of {@code cause}, which may be null. */
    public DataException(DataKind kind, Problem problem, Throwable cause) {
        super(problem, cause);
        this.kind = requireNonNull(kind, "kind is null");
    }

    /** Reports a problem by its parts, in the order of {@link Problem}. */
    public DataException(String subject, String rule, String found, String remedy) {
        this(new Problem(subject, rule, found, remedy), null);
    }

    /** What is wrong, for programs. */
    public DataKind kind() {
        return kind;
    }

    @Override
    public Category category() {
        return Category.DATA;
    }
}
