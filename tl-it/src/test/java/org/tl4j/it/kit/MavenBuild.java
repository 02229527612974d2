package org.tl4j.it.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;

/** Maven in a process of its own: the one that runs this build, with its settings, and offline where it is. */
public final class MavenBuild {
    private static final String PLUGIN_VERSION = "3.11.0";

    private MavenBuild() {}

    /** A property that the build sets for its tests; ends the test as skipped where there is no build, as in an editor. */
    public static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            Assumptions.abort("needs the property " + name + ", which mvn verify sets");
        }
        return value;
    }

    /** Whether this build runs without a network. */
    public static boolean offline() {
        return property("tl.maven.offline").endsWith("true");
    }

    /** The class path of the project in {@code folder} after it was compiled, file by file. */
    public static List<Path> compiled(Path folder, LocalRepository repository)
            throws IOException, InterruptedException {
        Path list = folder.resolve("target/classpath.txt");
        run(
                folder,
                repository,
                "compile",
                "org.apache.maven.plugins:maven-dependency-plugin:" + PLUGIN_VERSION + ":build-classpath",
                "-Dmdep.outputFile=" + list,
                "-Dmdep.pathSeparator=\n");
        List<Path> classPath = new ArrayList<>(List.of(folder.resolve("target/classes")));
        Files.readAllLines(list).forEach(line -> classPath.add(Path.of(line)));
        return classPath;
    }

    /** Packages the project in {@code folder}, without tests. */
    public static void packaged(Path folder, LocalRepository repository) throws IOException, InterruptedException {
        run(folder, repository, "package", "-DskipTests");
    }

    private static void run(Path folder, LocalRepository repository, String... arguments)
            throws IOException, InterruptedException {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win");
        List<String> command = new ArrayList<>(List.of(
                Path.of(property("tl.maven.home"), "bin", windows ? "mvn.cmd" : "mvn")
                        .toString(),
                "-B",
                "-Dmaven.repo.local=" + repository.folder()));
        String settings = property("tl.maven.settings");
        if (Files.exists(Path.of(settings.substring(settings.indexOf('=') + 1)))) {
            command.add(settings);
        }
        if (offline()) {
            command.add("-o");
        }
        command.addAll(List.of(arguments));
        Path log = folder.resolve("maven.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        int exitCode = builder.start().waitFor();
        assertThat(exitCode).as("%s", Files.readString(log)).isZero();
    }
}
