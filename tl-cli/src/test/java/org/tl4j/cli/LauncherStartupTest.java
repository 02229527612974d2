package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the script passes to Java for a quick start, in a folder of its own with a space in its name. */
@DisabledOnOs(OS.WINDOWS)
class LauncherStartupTest {
    private static final String VERSION = "17.0.15";

    @TempDir
    private Path folder;

    private Path home;
    private Path archive;

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(folder.resolve("my tl"));
        archive = home.resolve("startup/java-" + VERSION + ".jsa");
        Files.createDirectories(home.resolve("bin"));
        Files.copy(Path.of("src/main/dist/bin/tl"), home.resolve("bin/tl"));
    }

    @Test
    void withoutAnArchiveItStartsAsItIs() throws IOException, InterruptedException {
        assertThat(start("predict", "m.tlz")).noneMatch(option -> option.contains("Archive"));
    }

    @Test
    void theArchiveOfThisJavaIsUsedAndWhatJavaSaysOfItIsOff() throws IOException, InterruptedException {
        Files.createDirectories(archive.getParent());
        Files.createFile(archive);

        assertThat(start("predict", "m.tlz"))
                .contains("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:cds*=off")
                .endsWith("org.tl4j.cli.Main", "predict", "m.tlz");
    }

    @Test
    void theArchiveOfAnotherJavaIsNot() throws IOException, InterruptedException {
        Files.createDirectories(archive.getParent());
        Files.createFile(archive.resolveSibling("java-25.0.3.jsa"));

        assertThat(start("predict", "m.tlz")).noneMatch(option -> option.contains("Archive"));
    }

    @Test
    void anArchiveIsPutInPlaceWhenItIsWhole() throws IOException, InterruptedException {
        List<String> given = start("doctor", "--prepare-startup");

        assertThat(given).anyMatch(option -> option.startsWith("-XX:ArchiveClassesAtExit=" + archive + "."));
        assertThat(given).contains("tl: wrote " + archive + "; later commands with this Java start sooner");
        assertThat(archive).hasContent("classes");
        try (var files = Files.list(archive.getParent())) {
            assertThat(files).containsExactly(archive);
        }
    }

    @Test
    void aJavaThatWritesNoneLeavesTheOldOne() throws IOException, InterruptedException {
        Files.createDirectories(archive.getParent());
        Files.writeString(archive, "old");

        List<String> given = start("doctor", "--prepare-startup", "--write-none");

        assertThat(given).last(STRING).startsWith("tl: --prepare-startup needs a Java that writes archives");
        assertThat(archive).hasContent("old");
    }

    /** What Java has written of an archive is removed when the script is stopped. */
    @Test
    void aStoppedPreparationLeavesNothing() throws IOException, InterruptedException {
        List<String> given = start("doctor", "--prepare-startup", "--stop");

        assertThat(given).noneMatch(line -> line.startsWith("tl: wrote"));
        try (var files = Files.list(archive.getParent())) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void theUnpackedLibraryOfOnnxRuntimeIsNamed() throws IOException, InterruptedException {
        Path natives = Files.createDirectories(home.resolve("natives/ai/onnxruntime/native/linux-x64"));

        assertThat(start("predict")).contains("-Donnxruntime.native.path=" + natives);
    }

    @Test
    void parametersOutsideTheHeapMayTakeHalfOfTheMemory() throws IOException, InterruptedException {
        String option = start("predict").stream()
                .filter(given -> given.startsWith("-XX:MaxDirectMemorySize="))
                .findFirst()
                .orElseThrow();

        assertThat(option).matches(".*=[0-9]{4,}m");
    }

    @Test
    void optionsOfTheUserComeAfterOurs() throws IOException, InterruptedException {
        Files.createDirectories(archive.getParent());
        Files.createFile(archive);

        List<String> given = start("predict");

        assertThat(given.indexOf("-Xshare:off")).isGreaterThan(given.indexOf("-Xshare:auto"));
    }

    /** Starts the script with a Java that prints its arguments, and writes the archive that it is asked for. */
    private List<String> start(String... arguments) throws IOException, InterruptedException {
        Path java = folder.resolve("java/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"" + VERSION + "\"\n");
        Files.writeString(java, """
                #!/bin/sh
                for a; do
                    printf '%s\\n' "$a"
                    case $a in
                        -XX:ArchiveClassesAtExit=*) file=${a#*=} ;;
                        --write-none) file= ;;
                        --stop) stop=yes ;;
                    esac
                done
                [ -z "${file:-}" ] || printf classes >"$file"
                [ -z "${stop:-}" ] || kill -TERM "$PPID"
                """);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        List<String> command =
                new ArrayList<>(List.of("sh", home.resolve("bin/tl").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", folder.resolve("java").toString());
        builder.environment().put("TL_JAVA_OPTS", "-Xshare:off");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return printed.lines().toList();
    }
}
