package org.tl4j.cli.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.UsageException;

/** Looks at the place of an output before the work begins, not after an hour of it. */
final class OutputPlace {
    private OutputPlace() {}

    /**
     * Checks that a file can be written, as far as can be seen without writing it.
     *
     * @throws UsageException if a folder is in its place
     * @throws EnvironmentException if its folder cannot be written to
     */
    static void check(Path file) {
        if (Files.isDirectory(file)) {
            throw new UsageException("--output", "must be a file", "the folder " + file, "add a file name");
        }
        Path folder = file.toAbsolutePath().getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        if (folder != null && !(Files.isDirectory(folder) && Files.isWritable(folder))) {
            throw new EnvironmentException(
                    "--output " + file,
                    "must lie in a folder that can be written to",
                    folder + (Files.isDirectory(folder) ? " without permission" : ", a file"),
                    "choose another place");
        }
    }
}
