package org.tl4j.core.error;

/** A model bundle is damaged, hostile or of an unknown version. */
public final class BundleException extends Tl4jException {
    private static final long serialVersionUID = 1L;

    /** Reports {@code problem}. */
    public BundleException(Problem problem) {
        this(problem, null);
    }

    /** Reports {@code problem}, met because of {@code cause}. */
    public BundleException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    /** Reports a problem by its parts, in the order of {@link Problem}. */
    public BundleException(String subject, String rule, String found, String remedy) {
        this(new Problem(subject, rule, found, remedy), null);
    }

    @Override
    public Category category() {
        return Category.BUNDLE;
    }
}
