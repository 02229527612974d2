package org.tl4j.cli.commands;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;

/**
 * A job for a cluster of Spark, which the program {@code spark-submit} of a Spark distribution starts.
 *
 * @param main the class of the application
 * @param jar the packed jar of tl-spark
 * @param master address of the cluster; empty takes what the distribution is configured for
 * @param configuration properties of Spark, as {@code key=value}
 * @param arguments of the application
 */
record SparkSubmission(
        String main, Path jar, Optional<String> master, List<String> configuration, List<String> arguments) {
    SparkSubmission {
        configuration = List.copyOf(configuration);
        arguments = List.copyOf(arguments);
        if (!Files.isRegularFile(jar)) {
            throw new UsageException(
                    "jar",
                    "must be the packed jar of tl-spark, tl-spark-VERSION-all.jar",
                    "no file " + jar,
                    "take org.tl4j:tl-spark:VERSION:jar:all from a Maven repository, or build the module tl-spark");
        }
    }

    /** The command line. */
    List<String> command(Path program) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--class", main));
        master.ifPresent(address -> command.addAll(List.of("--master", address)));
        configuration.forEach(property -> command.addAll(List.of("--conf", property)));
        command.add(jar.toString());
        command.addAll(arguments);
        return command;
    }

    /**
     * The program, in the folder {@code bin} of {@code SPARK_HOME}, or in a folder of {@code PATH}.
     *
     * @throws EnvironmentException if it is not there
     */
    static Path program(Map<String, String> environment) {
        String name = File.separatorChar == '\\' ? "spark-submit.cmd" : "spark-submit";
        Optional<Path> home = Optional.ofNullable(environment.get("SPARK_HOME"))
                .filter(text -> !text.isBlank())
                .map(text -> Path.of(text, "bin"));
        Stream<Path> path = Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(text -> !text.isBlank())
                .map(Path::of);
        return Stream.concat(home.stream(), path)
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new EnvironmentException(
                        name,
                        "must be in the folder bin of SPARK_HOME or in PATH",
                        "none",
                        "unpack a distribution of Apache Spark 4 and set SPARK_HOME to its folder"));
    }

    /**
     * Submits the job and waits for its end. What Spark logs goes to standard error. An interruption ends the program too.
     *
     * @throws EnvironmentException if the program cannot be started, or the job fails
     * @throws InterruptedWorkException if this thread is interrupted; it stays so
     */
    void run(Path program) {
        try {
            Process process = new ProcessBuilder(command(program))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            int code = ended(process);
            if (code != 0) {
                throw new EnvironmentException(
                        "Spark job", "must end with 0", "" + code, "read what Spark wrote to standard error");
            }
        } catch (IOException e) {
            throw new EnvironmentException(
                    new Problem(program.toString(), "must be a program that can be started", "" + e, ""), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedWorkException(
                    new Problem("Spark job", "must not be interrupted", "an interruption", ""), e);
        }
    }

    private static int ended(Process process) throws InterruptedException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            throw e;
        }
    }
}
