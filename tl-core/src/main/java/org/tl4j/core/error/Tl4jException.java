package org.tl4j.core.error;

/** The root of all failures that a user can fix. Any other exception is a defect of this software. */
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

    /** Who can fix it. */
    public abstract Category category();

    /** The parts of the message. */
    public Problem problem() {
        return problem;
    }
}
