package org.tl4j.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.it.kit.CodeModule;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.LocalRepository;
import org.tl4j.it.kit.MavenBuild;
import org.tl4j.it.kit.PageExample;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;

/**
 * An application with a Maven project of its own, made of nothing but what the page on the library shows: it inherits nothing of this
 * build, so it gets the libraries that our published POMs give it.
 */
@ExtendWith(WorkshopExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ForeignProjectIT {
    /** A library that calls an old commons-io, nearer to the application than ours. */
    private static final String OLD_LIBRARY = """
            <project>
                <modelVersion>4.0.0</modelVersion>
                <groupId>org.tl4j</groupId>
                <artifactId>old-library</artifactId>
                <version>1</version>
                <packaging>pom</packaging>
                <dependencies>
                    <dependency>
                        <groupId>commons-io</groupId>
                        <artifactId>commons-io</artifactId>
                        <version>2.7</version>
                    </dependency>
                </dependencies>
            </project>
            """;

    private static final String OLD_LIBRARY_FIRST = """
            <dependencies>
                <dependency>
                    <groupId>org.tl4j</groupId>
                    <artifactId>old-library</artifactId>
                    <version>1</version>
                    <type>pom</type>
                </dependency>
            """;

    private final Path folder;
    private LocalRepository repository;
    private String version = "";

    ForeignProjectIT(Workshop workshop) {
        this.folder = workshop.newFolder("foreign");
    }

    @BeforeAll
    void install() throws Exception {
        repository = LocalRepository.ofLibraries(folder.resolve("repository"));
        version = CodeModule.libraries().get(0).version();
        repository.add("old-library", "1", "pom", OLD_LIBRARY.getBytes(UTF_8));
    }

    @AfterAll
    void keepDownloads() throws IOException {
        if (repository != null) {
            repository.keepDownloads();
        }
    }

    @Test
    void readsCsvTrainsAndPredictsWithTheVersionsOfTheBom() throws Exception {
        assertThat(PageExample.text(PageExample.LIBRARY, "pom"))
                .contains("<artifactId>tl-bom</artifactId>")
                .doesNotContain("<parent>");

        List<Path> classPath = built("with bom", beside(PageExample.text(PageExample.LIBRARY, "pom")));

        assertThat(fileNames(classPath)).contains("commons-io-2.20.0.jar").doesNotContain("commons-io-2.7.jar");
        assertThatItWorks("with bom", classPath);
    }

    @Test
    void readsCsvTrainsAndPredictsWithoutTheBom() throws Exception {
        String pom = PageExample.text(PageExample.LIBRARY, "pom")
                .replaceFirst("(?s) *<dependencyManagement>.*</dependencyManagement>\\R", "")
                .replaceAll("(<artifactId>tl-[a-z-]+</artifactId>)", "$1<version>" + version + "</version>");
        assertThat(pom).doesNotContain("tl-bom");

        List<Path> classPath = built("without bom", pom);

        assertThat(fileNames(classPath))
                .contains("commons-io-2.20.0.jar", "commons-codec-1.19.0.jar", "guava-33.8.0-jre.jar")
                .doesNotContain("guava-31.0.1-jre.jar");
        assertThat(String.join(" ", fileNames(classPath)))
                .as("what nobody calls stays away")
                .doesNotContain("fastutil", "joda-time", "freemarker", "jna", "javacv", "opencsv", "datavec", "junit");
        assertThatItWorks("without bom", classPath);
    }

    /** The POM of that page with a dependency before ours that brings an old commons-io. */
    private static String beside(String pom) {
        int dependencies = pom.lastIndexOf("<dependencies>");
        return pom.substring(0, dependencies)
                + OLD_LIBRARY_FIRST
                + pom.substring(dependencies + "<dependencies>".length());
    }

    private List<Path> built(String name, String pom) throws IOException, InterruptedException {
        Path project = Files.createDirectories(folder.resolve(name));
        Path sources = Files.createDirectories(project.resolve("src/main/java"));
        Files.writeString(project.resolve("pom.xml"), pom);
        Files.writeString(sources.resolve("PhotoClassifier.java"), PageExample.text(PageExample.LIBRARY, "plain"));
        return MavenBuild.compiled(project, repository);
    }

    private void assertThatItWorks(String name, List<Path> classPath) throws IOException, InterruptedException {
        Path project = folder.resolve(name);
        Garments garments = Garments.read();
        Path photos = Garments.write(garments.draw(12, 1), project.resolve("photos"));
        Path csv = csv(photos, project.resolve("photos.csv"));
        Path image = photos.resolve("sandal/0.png");
        Path out = project.resolve("out.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.bytedeco.javacpp.maxbytes=2g",
                        "-Dorg.bytedeco.javacpp.maxphysicalbytes=4g",
                        "-cp",
                        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                        "PhotoClassifier",
                        csv.toString(),
                        csv.toString(),
                        image.toString(),
                        project.resolve("model.tlz").toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("TL_"));
        builder.environment().put("TL_HOME", project.resolve("home").toString());

        int exitCode = builder.start().waitFor();

        assertThat(exitCode).as(Files.readString(out)).isZero();
        assertThat(Files.readString(out))
                .contains("0 skipped, validation accuracy ")
                .containsPattern("\\w+, probability \\d\\.\\d\\d");
    }

    private static Path csv(Path photos, Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of("path,label"));
        try (var images = Files.walk(photos)) {
            images.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(image -> lines.add(photos.getParent().relativize(image) + ","
                            + image.getParent().getFileName()));
        }
        return Files.write(file, lines);
    }

    private static List<String> fileNames(List<Path> classPath) {
        return classPath.stream().map(file -> file.getFileName().toString()).toList();
    }
}
