package org.tl4j.dl4j.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tl4j.core.error.Problem;

/** Explains why a native library could not be loaded, or memory was exhausted, with a remedy. Stateless and thread-safe. */
public final class LoadFailure {
    /** The number of nested causes that are examined: causes may form a cycle. */
    private static final int DEEPEST = 50;

    /** A disk with less free space counts as full: the largest library has 100 MB. */
    private static final long LITTLE_BYTES = 100L << 20;

    private LoadFailure() {}

    /**
     * Explains a failure if it, or one of its causes, comes from loading a native library or from exhausted memory;
     * empty for any other failure.
     */
    public static Optional<Problem> of(Throwable failure) {
        List<Throwable> causes = causes(failure);
        Optional<Throwable> memory =
                causes.stream().filter(LoadFailure::isMemory).findFirst();
        if (memory.isPresent()) {
            return Optional.of(memory(memory.get()));
        }
        List<Throwable> reversed = new ArrayList<>(causes);
        Collections.reverse(reversed);
        return reversed.stream()
                .filter(cause -> cause instanceof UnsatisfiedLinkError || speaksOf(cause, "UnsatisfiedLinkError"))
                .findFirst()
                .map(LoadFailure::link)
                .or(() -> reversed.stream()
                        .filter(LoadFailure::isFullDisk)
                        .findFirst()
                        .map(cause -> disk()));
    }

    /** Explains a failed start of ND4J: by the reasons above, otherwise a missing backend. */
    static Problem ofStart(Throwable failure) {
        return of(failure).orElseGet(() -> {
            List<Throwable> causes = causes(failure);
            return new Problem(
                    "ND4J",
                    "needs a backend and its native library for " + NativeLibrary.platform(),
                    causes.get(causes.size() - 1).toString(),
                    NativeLibrary.backendOnClassPath()
                            ? "leave about 600 MB free for the folder where JavaCPP unpacks it, " + NativeCache.path()
                            : "put tl-natives-cpu or tl-natives-cuda on the class path");
        });
    }

    private static Problem link(Throwable cause) {
        String found = withoutFolders(firstLine(cause));
        String lower = found.toLowerCase(Locale.ROOT);
        if (lower.contains("failed to map segment") || lower.contains("operation not permitted")) {
            return folder(
                    "must allow running programs (no mount option noexec)",
                    found,
                    "start Java with -Dorg.bytedeco.javacpp.cachedir=FOLDER, a folder that does");
        }
        if (NativeCache.usableBytes() < LITTLE_BYTES) {
            return disk();
        }
        if (lower.contains("invalid elf") || lower.contains("file too short") || lower.contains("cannot read file")) {
            return folder("must hold whole libraries", found, "delete it; it is filled again");
        }
        if (lower.contains("libcud") || lower.contains("libnvidia") || lower.contains("libnccl")) {
            return missing(found, "install NVIDIA's driver and CUDA, or take the build for processors");
        }
        if (lower.contains("cannot open shared object file")) {
            return missing(found, "install the library that is named, with the package manager of this system");
        }
        if (lower.contains("glibc")) {
            return missing(found, "use a newer release of the operating system");
        }
        return missing(
                found,
                "leave about 600 MB free for the folder where JavaCPP unpacks it, " + NativeCache.path()
                        + ", or start Java with -Dorg.bytedeco.javacpp.cachedir=FOLDER, another folder");
    }

    /** Removes the one or two paths at the start of the linker's message, because the error names the folder already. */
    private static String withoutFolders(String found) {
        int reason = found.lastIndexOf(": ");
        return found.substring(found.lastIndexOf('/', reason < 0 ? found.length() : reason) + 1);
    }

    private static Problem folder(String rule, String found, String remedy) {
        return new Problem(
                "the folder " + NativeCache.path() + ", where JavaCPP unpacks native libraries,", rule, found, remedy);
    }

    private static Problem missing(String found, String remedy) {
        return new Problem("a native library", "must be loadable on " + NativeLibrary.platform(), found, remedy);
    }

    private static Problem disk() {
        return folder(
                "must have room for about 600 MB",
                (NativeCache.usableBytes() >> 20) + " MB",
                "free some space, or start Java with -Dorg.bytedeco.javacpp.cachedir=FOLDER, a folder on another disk");
    }

    private static Problem memory(Throwable cause) {
        String found = firstLine(cause);
        if (found.toLowerCase(Locale.ROOT).contains("native thread")) {
            return new Problem(
                    "the system",
                    "must allow more threads",
                    found,
                    "close other programs, or raise the limit of processes (ulimit -u)");
        }
        return new Problem("memory", "must suffice", found, "close other programs, or start Java with -Xmx4g or more");
    }

    private static boolean isMemory(Throwable cause) {
        return cause instanceof OutOfMemoryError || speaksOf(cause, "OutOfMemoryError");
    }

    private static boolean isFullDisk(Throwable cause) {
        String lower = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return lower.contains("no space left")
                || lower.contains("not enough space")
                || lower.contains("quota exceeded");
    }

    /** Java keeps only the text of an error in a static initialiser: "Exception java.lang.OutOfMemoryError: ...". */
    private static boolean speaksOf(Throwable cause, String error) {
        return String.valueOf(cause.getMessage()).contains("java.lang." + error);
    }

    private static String firstLine(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && causes.size() < DEEPEST; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}
