package org.tl4j.data.internal.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.tl4j.data.internal.format.ImageLimits;

/**
 * Decodes an image in a separate process, to learn whether that process survives.
 */
final class DecodeTrial {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> INHERITED = List.of("java.io.tmpdir", "java.library.path", "user.home");

    private final List<String> command;
    private final Duration limit;

    /**
     * @param command the command of the process, which takes {@link TrialProcess#arguments}
     * @param limit how long it may take
     */
    DecodeTrial(List<String> command, Duration limit) {
        this.command = command;
        this.limit = limit;
    }

    /** A trial in a process with the Java, the class path and the folders of this process. */
    static DecodeTrial likeThisProcess() {
        return new DecodeTrial(command(System.getProperties()), LIMIT);
    }

    /** The options for classes, natives and the folder natives are unpacked to; no other option of this process. */
    static List<String> command(Properties properties) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(properties.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-CreateCoredumpOnCrash",
                "-XX:-CrashOnOutOfMemoryError",
                "-XX:ErrorFile=" + (properties.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null")));
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("org.bytedeco.") || INHERITED.contains(name))
                .sorted()
                .forEach(name -> command.add("-D" + name + "=" + properties.getProperty(name)));
        command.add("-cp");
        command.add(properties.getProperty("java.class.path", ""));
        command.add(TrialProcess.class.getName());
        return List.copyOf(command);
    }

    /**
     * Tries an image; a second time if the process does not end, because the machine may be busy.
     *
     * @param folder folder for the image and the output of the process; both files are deleted
     * @throws IOException if the process cannot be started
     */
    TrialVerdict judge(byte[] encoded, ImageLimits limits, int reduction, Path folder)
            throws IOException, InterruptedException {
        Path image = Files.createTempFile(folder, "trial-", ".image");
        Path output = Files.createTempFile(folder, "trial-", ".output");
        try {
            Files.write(image, encoded);
            List<String> whole = new ArrayList<>(command);
            whole.addAll(TrialProcess.arguments(limits, reduction));
            // Files instead of pipes, because the process might not read its input, or block on its output.
            ProcessBuilder builder = new ProcessBuilder(whole)
                    .redirectInput(image.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(Redirect.DISCARD);
            TrialVerdict first = judge(builder, output);
            return first == TrialVerdict.HUNG ? judge(builder, output) : first;
        } finally {
            Files.deleteIfExists(image);
            Files.deleteIfExists(output);
        }
    }

    private TrialVerdict judge(ProcessBuilder builder, Path output) throws IOException, InterruptedException {
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            OptionalInt exit = ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
            return TrialVerdict.of(exit, Files.readString(output, ISO_8859_1));
        } finally {
            process.destroyForcibly();
        }
    }
}
