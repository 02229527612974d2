package org.tl4j.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.UsageException;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the program of the test is a script of sh")
class SparkSubmissionTest {
    @TempDir
    private Path folder;

    private SparkSubmission submission(String... arguments) throws Exception {
        Path jar = Files.write(folder.resolve("all.jar"), new byte[] {1});
        return new SparkSubmission(
                "org.example.Job",
                jar,
                Optional.of("spark://host:7077"),
                List.of("spark.task.cpus=2"),
                List.of(arguments));
    }

    private Path program(String script) throws Exception {
        Path bin = Files.createDirectories(folder.resolve("spark/bin"));
        Path program = Files.writeString(bin.resolve("spark-submit"), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    @Test
    void passesTheJobToTheProgramOfSparkHome() throws Exception {
        Path log = folder.resolve("arguments");
        Path program = program("printf '%s\\n' \"$@\" > " + log);
        Map<String, String> environment =
                Map.of("SPARK_HOME", folder.resolve("spark").toString());

        submission("input=a b").run(SparkSubmission.program(environment));

        assertThat(SparkSubmission.program(environment)).isEqualTo(program);
        assertThat(Files.readAllLines(log))
                .containsExactly(
                        "--class",
                        "org.example.Job",
                        "--master",
                        "spark://host:7077",
                        "--conf",
                        "spark.task.cpus=2",
                        folder.resolve("all.jar").toString(),
                        "input=a b");
    }

    @Test
    void findsTheProgramInThePath() throws Exception {
        Path program = program("exit 0");

        assertThat(SparkSubmission.program(Map.of("PATH", "/absent:" + program.getParent())))
                .isEqualTo(program);
    }

    @Test
    void reportsAMissingProgramAndAFailedJob() throws Exception {
        Path program = program("exit 3");

        assertThatThrownBy(() -> SparkSubmission.program(Map.of()))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("SPARK_HOME");
        SparkSubmission submission = submission();
        assertThatThrownBy(() -> submission.run(program))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("found 3");
    }

    @Test
    void anInterruptionEndsTheProgram() throws Exception {
        Path program = program("read line"); // until it is ended
        SparkSubmission submission = submission();

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> submission.run(program)).isInstanceOf(InterruptedWorkException.class);

        assertThat(Thread.interrupted()).isTrue();
        List<ProcessHandle> programs = ProcessHandle.current()
                .children()
                .filter(process -> process.info().commandLine().orElse("").contains(program.toString()))
                .toList();
        for (ProcessHandle process : programs) {
            process.onExit().get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void refusesAJarThatIsNotThere() {
        Path jar = folder.resolve("absent.jar");

        assertThatThrownBy(() -> new SparkSubmission("Job", jar, Optional.empty(), List.of(), List.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("tl-spark-VERSION-all.jar");
    }
}
