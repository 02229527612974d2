package org.tl4j.onnx.runtime;

import ai.onnxruntime.OrtException;
import java.util.Locale;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Tl4jException;

/** Errors of ONNX Runtime as ours. */
final class RuntimeFailure {
    private static final String MEMORY = "memory";
    private static final String SUFFICE = "must suffice";
    private static final String REMEDY = "close other programs, or use smaller batches";

    private RuntimeFailure() {}

    /** The error for parameters for which there is no memory outside the heap. */
    static EnvironmentException memory(OutOfMemoryError e) {
        return new EnvironmentException(
                new Problem(
                        MEMORY,
                        SUFFICE + " for the parameters outside the heap of Java",
                        String.valueOf(e.getMessage()),
                        "start Java with a larger -Xmx and -XX:MaxDirectMemorySize"),
                e);
    }

    /**
     * The error for a failed call.
     *
     * @param rule that the network broke, unless memory did not suffice
     */
    static Tl4jException of(OrtException e, Failure failure, String rule) {
        String found = String.valueOf(e.getMessage());
        String lower = found.toLowerCase(Locale.ROOT);
        if (lower.contains("failed to allocate") || lower.contains("bad_alloc") || lower.contains("out of memory")) {
            return new EnvironmentException(new Problem(MEMORY, SUFFICE, found, REMEDY), e);
        }
        return failure.of(new Problem(failure.subject(), rule, found, failure.remedy()), e);
    }
}
