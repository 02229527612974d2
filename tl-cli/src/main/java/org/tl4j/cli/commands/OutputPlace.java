package org.tl4j.cli.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.UsageException;
import org.tl4j.storage.files.DiskProblem;

/** Checks the path of an output before the work begins, not after an hour. */
final class OutputPlace {
    private OutputPlace() {}

    /**
     * Checks that a file can be written, as far as possible without writing it.
     *
     * @param file the output
     * @param inputs files and folders that the command reads
     * @throws UsageException if a folder, a device or an input is in its place
     * @throws EnvironmentException if its folder cannot be written to
     */
    static void check(Path file, List<Path> inputs) {
        check("--output", file, inputs);
    }

    /** The same for the file of another option. */
    static void check(String option, Path file, List<Path> inputs) {
        if (Files.isDirectory(file)) {
            throw new UsageException(option, "must be a file", "the folder " + file, "add a file name");
        }
        boolean device =
                Path.of("/dev").equals(file.toAbsolutePath().normalize().getParent());
        if (device || (Files.exists(file) && !Files.isRegularFile(file))) {
            // it would be replaced, not written to
            throw new UsageException(option, "must be a regular file", "the device or pipe " + file, "name a file");
        }
        for (Path input : inputs) {
            if (same(file, input)) {
                throw new UsageException(
                        option, "must be another file than what is read", input.toString(), "name another file");
            }
        }
        Path folder = file.toAbsolutePath().getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        if (folder != null && !(Files.isDirectory(folder) && Files.isWritable(folder))) {
            throw new EnvironmentException(
                    option + " " + file,
                    "must be in a folder that can be written to",
                    folder + (Files.isDirectory(folder) ? " without permission" : ", a file"),
                    "choose another place");
        }
    }

    /**
     * Checks that two outputs do not replace each other.
     *
     * @throws UsageException if {@code file} and {@code other} are the same place
     */
    static void requireDifferent(String option, Path file, String otherOption, Path other) {
        if (same(file, other)
                || file.toAbsolutePath()
                        .normalize()
                        .equals(other.toAbsolutePath().normalize())) {
            throw new UsageException(
                    option, "must be another file than that of " + otherOption, file.toString(), "name another file");
        }
    }

    /**
     * Checks that what is copied is not read again as an input.
     *
     * @throws UsageException if {@code place} is {@code folder} or in it
     */
    static void requireOutside(String option, Path folder, Path place) {
        try {
            if (Files.exists(folder)
                    && Files.exists(place)
                    && place.toRealPath().startsWith(folder.toRealPath())) {
                throw new UsageException(option, "must be another folder than the images are in", place.toString(), "");
            }
        } catch (IOException e) {
            throw DiskProblem.cannotRead(place, e);
        }
    }

    private static boolean same(Path file, Path input) {
        try {
            return Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input);
        } catch (IOException e) {
            throw DiskProblem.cannotRead(input, e);
        }
    }
}
