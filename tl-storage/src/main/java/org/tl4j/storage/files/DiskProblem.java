package org.tl4j.storage.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;

/** Turns failures of the operating system into problems with a remedy. Stateless and thread-safe. */
public final class DiskProblem {
    private DiskProblem() {}

    /** A failure to write {@code file}. */
    public static EnvironmentException cannotWrite(Path file, IOException cause) {
        return new EnvironmentException(problem(file.toString(), cause), cause);
    }

    /**
     * The same problem of a file in the cache folder; the remedy names the settings that move that folder or make it
     * smaller.
     */
    public static EnvironmentException inCache(EnvironmentException problem) {
        Problem found = problem.problem();
        if (problem.getCause() instanceof ClosedByInterruptException
                || found.remedy().contains("TL_HOME")) {
            return problem;
        }
        String remedy =
                found.remedy() + ": TL_HOME moves the cache folder, TL_FEATURE_LIMIT says how much features take";
        return new EnvironmentException(
                new Problem(found.subject(), found.rule(), found.found(), remedy), problem.getCause());
    }

    /** A failure to read {@code place}, which is a file or a folder that should be readable. */
    public static EnvironmentException cannotRead(Path place, IOException cause) {
        return new EnvironmentException(
                new Problem(
                        place.toString(),
                        "must be readable",
                        describe(cause),
                        "check that it exists and its permissions"),
                cause);
    }

    /** A short description of a failure. */
    public static String describe(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "no permission";
        }
        if (cause instanceof NoSuchFileException || cause instanceof FileNotFoundException) {
            return "no such file";
        }
        if (cause instanceof ClosedByInterruptException) {
            return "an interruption";
        }
        String message = cause instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private static Problem problem(String subject, IOException cause) {
        String found = describe(cause);
        String lower = found.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("not enough space") || lower.contains("quota")) {
            return new Problem(subject, "must have room on its disk", found, "free some space or choose another place");
        }
        if (cause instanceof FileAlreadyExistsException exists) {
            return new Problem(
                    subject, "must lie in a folder", "a file at " + exists.getFile(), "choose another place");
        }
        if (cause instanceof ClosedByInterruptException) {
            return new Problem(subject, "must be written without interruption", "an interruption", "start again");
        }
        return new Problem(subject, "must be writable", found, "change its permissions or choose another place");
    }
}
