package org.tl4j.onnx.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How many physical cores this process may use: two threads of one core share its arithmetic units, so a second one only adds
 * waiting to matrix products.
 */
public final class PhysicalCores {
    private static final Path LINUX = Path.of("/sys/devices/system/cpu");

    private PhysicalCores() {}

    /** At least 1. On systems that do not say which processors share a core, each counts as one. */
    public static int count() {
        return Math.min(cores(LINUX), Runtime.getRuntime().availableProcessors());
    }

    /** The cores that the folder of the kernel lists; the largest integer if it lists none, or cannot be read. */
    static int cores(Path folder) {
        try (Stream<Path> processors = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            int cores = (int) processors
                    .map(processor -> processor.resolve("topology/thread_siblings_list"))
                    .filter(Files::isReadable)
                    .map(PhysicalCores::text)
                    .distinct()
                    .count();
            return cores == 0 ? Integer.MAX_VALUE : cores;
        } catch (IOException | UncheckedIOException e) { // closed by a container or changing: as if it listed none
            return Integer.MAX_VALUE;
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
