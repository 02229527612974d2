package org.tl4j.core.error;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The root of all failures that a user can mend. Anything else that is thrown is a defect of this software. */
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

    /**
     * Waits for work on another thread.
     *
     * @throws Tl4jException the problem that the work met
     * @throws CompletionException if it failed in another way
     */
    public static <T> T join(CompletableFuture<T> work) {
        try {
            return work.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Tl4jException problem ? problem : e;
        }
    }

    /** The parts of the message. */
    public Problem problem() {
        return problem;
    }
}
