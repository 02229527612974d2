package org.tl4j.onnx.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.Locale;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;

/** Loads the native library of ONNX Runtime, once per process. Thread-safe. */
public final class NativeRuntime {
    private static final String SUBJECT = "ONNX Runtime";
    private static final String RULE = "must be loadable on this machine";
    private static final String FALLBACK = "use the engine deeplearning4j";

    /**
     * ONNX Runtime 1.29 searches the command line of the process by a recursive expression when it starts, and overflows the
     * usual stack of 1 MiB where a class path has several thousand characters. Observed: SIGSEGV in createHandle with a class
     * path of 7,000. Memory is only reserved, and used as far as the recursion goes.
     */
    private static final long STACK_BYTES = 256L << 20;

    private NativeRuntime() {}

    /**
     * The environment of ONNX Runtime. What it logs is in its exceptions as well, so it logs nothing.
     *
     * @throws EnvironmentException if the library cannot be loaded
     */
    public static OrtEnvironment environment() {
        Start start = new Start();
        Thread thread = new Thread(null, start, "tl4j-onnxruntime-start", STACK_BYTES);
        try {
            thread.start();
        } catch (OutOfMemoryError e) { // a limit on threads or on the address space
            throw failed(e);
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // the start cannot be cancelled, and takes a moment
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return start.environment();
    }

    /** Creates the environment on a thread of its own. */
    private static final class Start implements Runnable {
        private OrtEnvironment environment;
        private Throwable failure;

        @Override
        public void run() {
            try {
                environment = OrtEnvironment.getEnvironment(
                        OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, OrtEnvironment.DEFAULT_NAME);
            } catch (Throwable e) { // a failed static initialiser, whatever its cause; reported by the caller
                failure = e;
            }
        }

        /** What came of it, after the thread has ended. */
        OrtEnvironment environment() {
            if (failure != null) {
                throw failed(failure);
            }
            return environment;
        }
    }

    private static EnvironmentException failed(Throwable failure) {
        return new EnvironmentException(
                problem(failure, System.getProperty("os.name", ""), System.getProperty("os.arch", "")), failure);
    }

    /** Explains why the library was not loaded. */
    static Problem problem(Throwable failure, String system, String processor) {
        String found = innermost(failure);
        String lower = found.toLowerCase(Locale.ROOT);
        if (system.toLowerCase(Locale.ROOT).contains("mac") && processor.matches("x86_64|amd64")) {
            return of("macOS on a processor of Intel, for which it is not built", FALLBACK);
        }
        if (lower.contains("musl") || lower.contains("ld-linux")) {
            return of(found, "use a Linux with glibc 2.28 or newer instead of musl, or " + FALLBACK);
        }
        if (lower.contains("glibc") || lower.contains("libstdc++")) {
            return of(found, "use a Linux with glibc 2.28 or newer, or " + FALLBACK);
        }
        if (lower.contains("no space left") || lower.contains("failed to map segment")) {
            return of(
                    found,
                    "set java.io.tmpdir to a folder that has room for 60 MB and allows running programs, or "
                            + FALLBACK);
        }
        return of(found + " (" + system + ", " + processor + ")", FALLBACK);
    }

    private static Problem of(String found, String remedy) {
        return new Problem(SUBJECT, RULE, found, remedy);
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause.getCause() != null && depth < 20; depth++) { // causes may form a cycle
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
