package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.JavaProcess;
import org.tl4j.it.kit.LocalRepository;
import org.tl4j.it.kit.MavenBuild;
import org.tl4j.it.kit.PageExample;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.TrainingRequest;

/** An application in one jar, and in a zip with its libraries, as the page on the library builds them. */
@ExtendWith(WorkshopExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(
        named = "tl.packaging",
        matches = "true",
        disabledReason = "takes half a minute to pack 180 MB twice; -Dtl.packaging=true runs it")
class PackagedApplicationIT {
    private static final String PLUGINS_END = "        </plugins>";
    private static final String FOLDER = "<outputDirectory>lib</outputDirectory>\n";
    private static final String TRANSFORMERS = "<transformers>";

    private final Workshop workshop;
    private final Path folder;
    private final Path project;
    private final Path model;
    private LocalRepository repository;

    PackagedApplicationIT(Workshop workshop) {
        this.workshop = workshop;
        this.folder = workshop.newFolder("packaged");
        this.project = folder.resolve("project");
        this.model = folder.resolve("model.tlz");
    }

    @BeforeAll
    void build() throws Exception {
        repository = LocalRepository.ofLibraries(folder.resolve("repository"));
        Path sources = Files.createDirectories(project.resolve("src/main/java"));
        Path assembly = Files.createDirectories(project.resolve("src/assembly"));
        Files.writeString(sources.resolve("PhotoClassifier.java"), shown("plain"));
        Files.writeString(sources.resolve("PhotoService.java"), shown("guice"));
        String leaner = shown("leaner");
        String oneJar =
                shown("fatjar").replace(TRANSFORMERS, "<artifactSet>\n" + leaner + "</artifactSet>\n" + TRANSFORMERS);
        Files.writeString(
                project.resolve("pom.xml"), shown("pom").replace(PLUGINS_END, oneJar + shown("zip") + PLUGINS_END));
        Path resources = Files.createDirectories(project.resolve("src/main/resources"));
        Files.writeString(resources.resolve("simplelogger.properties"), shown("logging"));
        Files.writeString(assembly.resolve("zip.xml"), shown("descriptor").replace(FOLDER, FOLDER + leaner));
        MavenBuild.packaged(project, repository);
        Path photos = Garments.write(Garments.read().draw(8, 6), folder.resolve("photos"));
        workshop.learner()
                .train(TrainingRequest.of(photos, model)
                        .withBackbone(BackboneRequest.of("resnet20-garments"))
                        .withStrategy(FeatureExtractionSettings.DEFAULT));
    }

    @AfterAll
    void keepDownloads() throws IOException {
        if (repository != null) {
            repository.keepDownloads();
        }
    }

    @Test
    void oneJarPredicts() throws Exception {
        assertThat(prediction(project.resolve("target/photo-classifier-1.jar").toString()))
                .isEqualTo("sandal");
    }

    @Test
    void theLibrariesOfTheZipPredict() throws Exception {
        Path unpacked = folder.resolve("unpacked");
        Process jar = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jar").toString(),
                        "xf",
                        project.resolve("target/photo-classifier-1-with-libraries.zip")
                                .toString())
                .directory(Files.createDirectories(unpacked).toFile())
                .inheritIO()
                .start();
        assertThat(jar.waitFor()).isZero();

        Path lib = unpacked.resolve("photo-classifier-1/lib");
        assertThat(prediction(lib.resolve("photo-classifier-1.jar") + File.pathSeparator + lib + File.separator + "*"))
                .isEqualTo("sandal");
    }

    private String prediction(String classPath) throws IOException, InterruptedException {
        Path output = folder.resolve("out.txt");
        List<String> arguments = List.of(
                folder.resolve("cache").toString(),
                model.toString(),
                folder.resolve("photos/sandal/0.png").toString());
        ProcessBuilder builder = JavaProcess.of(folder.resolve("home"), List.of(), "PhotoService", arguments);
        List<String> command = builder.command();
        command.set(command.indexOf("-cp") + 1, classPath);
        int exitCode = builder.redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        assertThat(exitCode).isZero();
        return Files.readString(output).strip();
    }

    private static String shown(String name) {
        return PageExample.text(PageExample.LIBRARY, name);
    }
}
