package org.tl4j.core.error;

import java.util.concurrent.CompletionException;

/** The root of all failures that a user can mend. Anything else that is thrown is a defect of this software. */
public abstract sealed class Tl4jException extends RuntimeException
        permits BundleException,
                DataException,
                EnvironmentException,
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

    /** What to throw for the failure of work on another thread: the problem that it met, or else the failure as it is. */
    public static RuntimeException of(CompletionException failure) {
        return failure.getCause() instanceof Tl4jException problem ? problem : failure;
    }

    /** The parts of the message. */
    public Problem problem() {
        return problem;
    }
}
