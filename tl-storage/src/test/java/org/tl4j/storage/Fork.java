package org.tl4j.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts another Java process on the classes of this one; the test ends it. */
public final class Fork {
    private Fork() {}

    /** Runs {@code main}, whose first argument is {@code folder}; its standard error is shown. */
    public static Process of(Class<?> main, Path folder, String... more) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                folder.toString());
        builder.command().addAll(List.of(more));
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
