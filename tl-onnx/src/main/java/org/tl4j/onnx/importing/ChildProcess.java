package org.tl4j.onnx.importing;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.Tl4jException;

/** A process with the same Java that runs a program in a folder of its own, and is ended when it takes too much. */
final class ChildProcess {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int MOST_ERRORS = 1 << 20;
    private static final String CRASH = "crash.log";

    /** With these, a Java takes options that were meant for other programs, and says so among its errors. */
    private static final List<String> OPTIONS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private ChildProcess() {}

    /**
     * Runs it to its end.
     *
     * @param program with a {@code main}, such as {@link TrialMain}
     * @param folder in which it works, and which the caller deletes
     * @param memory in bytes
     * @throws TrialException if it was ended, or ended with an error
     */
    static void run(Class<?> program, Path folder, List<String> arguments, Duration time, long memory)
            throws IOException, TrialException {
        Path errors = folder.resolve("errors.txt");
        ProcessBuilder builder = new ProcessBuilder(command(program, folder, arguments))
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile());
        OPTIONS.forEach(builder.environment()::remove);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            await(process, errors, time, memory);
            if (process.exitValue() != 0) {
                throw new TrialException("a crash of the process that tried it (exit code " + process.exitValue()
                        + line(folder, errors) + ")");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedWorkException(
                    "import", "must not be interrupted while a network is tried", "an interrupt", "start it again");
        } finally {
            end(process);
        }
    }

    private static void await(Process process, Path errors, Duration time, long memory)
            throws InterruptedException, IOException, TrialException {
        long end = System.nanoTime() + time.toNanos();
        while (!process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() > end) {
                throw new TrialException("no result within " + time.toSeconds() + " seconds");
            }
            if (Files.size(errors) > MOST_ERRORS) {
                throw new TrialException("errors without end");
            }
            if (resident(process.pid()) > memory) {
                throw new TrialException(
                        "a need of more than %.1f GiB of memory".formatted(memory / (double) (1L << 30)));
            }
        }
    }

    private static void end(Process process) {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Bytes in memory; 0 where the system has no such file. */
    private static long resident(long process) {
        Path status = Path.of("/proc/" + process + "/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try {
            return Files.readAllLines(status, StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // it has just ended
        }
    }

    /** Of a crash Java reports the signal in a file, and else on the standard output. */
    private static String line(Path folder, Path errors) throws IOException {
        Path crash = folder.resolve(CRASH);
        String text;
        try (InputStream content = Files.newInputStream(Files.isRegularFile(crash) ? crash : errors)) {
            text = new String(content.readNBytes(MOST_ERRORS), StandardCharsets.ISO_8859_1);
        }
        Optional<String> first = text.lines()
                .filter(line -> !line.startsWith("#") || line.contains("SIG") || line.contains("EXCEPTION"))
                .map(line -> line.replace("#", "").strip())
                .filter(line -> !line.isEmpty())
                .findFirst();
        return first.map(line -> ": " + line).orElse("");
    }

    private static List<String> command(Class<?> program, Path folder, List<String> arguments) throws IOException {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java")
                .toString());
        command.addAll(List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve(CRASH),
                // native libraries are unpacked here, and are deleted with the folder
                "-Djava.io.tmpdir=" + folder));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("onnxruntime."))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of("-cp", classPath(program), program.getName()));
        command.addAll(arguments);
        return command;
    }

    /** The libraries that the program needs, a short list; the class path of this process where they are not files. */
    private static String classPath(Class<?> program) throws IOException {
        List<String> places = new ArrayList<>();
        for (Class<?> type : List.of(program, TrialMain.class, Tl4jException.class, OrtEnvironment.class)) {
            Optional<Path> place = place(type);
            if (place.isEmpty()) {
                return System.getProperty("java.class.path");
            }
            if (!places.contains(place.get().toString())) {
                places.add(place.get().toString());
            }
        }
        return String.join(System.getProperty("path.separator"), places);
    }

    private static Optional<Path> place(Class<?> type) throws IOException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || !"file".equals(source.getLocation().getProtocol())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source.getLocation().toURI())).filter(Files::exists);
        } catch (URISyntaxException e) {
            throw new IOException("the place of " + type + " has no valid address", e);
        }
    }
}
