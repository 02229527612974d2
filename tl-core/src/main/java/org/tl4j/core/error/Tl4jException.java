package org.tl4j.core.error;

/** The root of all failures that a user can fix. Anything else that is thrown is a defect of this software. */
public abstract sealed class Tl4jException extends RuntimeException
        permits BundleException,
                DataException,
                EnvironmentException,
                InterruptedWorkException,
                StrictException,
                TrainingException,
                UsageException,
                WeightsException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Tl4jException(Problem problem, Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    /** Whose turn it is. */
    public abstract Category category();

    /** The parts of the message. */
    public Problem problem() {
        return problem;
    }
}
