package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script that starts the command, with a Java that prints what it is given. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final Path SCRIPT = Path.of("src/main/dist/bin/tl").toAbsolutePath();
    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";
    private static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "17.0.15, false, false",
        "21.0.2, false, false",
        "22, true, false",
        "23.0.1, true, true",
        "25, true, true",
        "26-ea, true, true",
        "30.0.1, true, false"
    })
    void newerJavaVersionsGetOptionsAgainstTheirWarnings(String version, boolean nativeAccess, boolean unsafe)
            throws IOException, InterruptedException {
        List<String> given = start(version, "predict", "a b.tlz").lines().toList();

        assertThat(given.contains(NATIVE_ACCESS)).isEqualTo(nativeAccess);
        assertThat(given.contains(UNSAFE)).isEqualTo(unsafe);
        assertThat(given).endsWith("org.tl4j.cli.Main", "predict", "a b.tlz").doesNotContain("");
    }

    @ParameterizedTest
    @CsvSource({
        "TL_JAVA_OPTS, -Xmx4g, true",
        "TL_JAVA_OPTS, -Xmx4g -XX:+UseZGC -Xss1m, false",
        "JDK_JAVA_OPTIONS, -XX:+UseG1GC, false",
        "JAVA_TOOL_OPTIONS, -XX:+UseParallelGC, false",
        "TL_JAVA_OPTS, -XX:+UseGCOverheadLimit, true"
    })
    void anotherGarbageCollectorTakesThePlaceOfOurs(String variable, String options, boolean ours)
            throws IOException, InterruptedException {
        String said = start("21.0.2", Map.of(variable, options), "predict");

        assertThat(said.lines().anyMatch("-XX:+UseSerialGC"::equals)).isEqualTo(ours);
    }

    @Test
    void anOldJavaIsRefused() throws IOException, InterruptedException {
        assertThat(start("11.0.2", "doctor")).contains("Java 17 or newer is needed, found 11.0.2");
    }

    @Test
    void aFolderThatWasDeletedIsNamed() throws IOException, InterruptedException {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        String command = "cd '%s' && rmdir '%s' && exec sh '%s' doctor".formatted(gone, gone, SCRIPT);

        assertThat(run(new ProcessBuilder("sh", "-c", command)))
                .contains("tl: the current folder must exist")
                .doesNotContain("java.lang.Error");
    }

    private String start(String version, String... arguments) throws IOException, InterruptedException {
        return start(version, Map.of(), arguments);
    }

    private String start(String version, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path home = folder.resolve("java " + version);
        Path java = home.resolve("bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = new ProcessBuilder("sh", SCRIPT.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("JAVA_HOME", home.toString());
        builder.environment().putAll(environment);
        return run(builder);
    }

    private static String run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
