package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.JavaProcess;
import org.tl4j.it.kit.PageExample;
import org.tl4j.it.kit.PagePrograms;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;

/** The programs of the first page and of the page on the library compile and run as they stand there. */
@ExtendWith(WorkshopExtension.class)
class LibraryExamplesIT {
    /** Whole programs; {@link RecipesIT} runs what else the page shows. */
    private static final List<String> PROGRAMS = List.of("plain", "guice");

    private final Path folder;

    LibraryExamplesIT(Workshop workshop) {
        this.folder = workshop.newFolder("examples");
    }

    @Test
    void trainEvaluateAndPredictWithAndWithoutGuice() throws Exception {
        List<String> programs = compiled(PageExample.on(PageExample.LIBRARY).stream()
                .filter(example -> PROGRAMS.contains(example.name()))
                .toList());
        Garments garments = Garments.read();
        String photos =
                Garments.write(garments.draw(20, 1), folder.resolve("photos")).toString();
        String others =
                Garments.write(garments.test(), folder.resolve("other photos")).toString();
        String image = folder.resolve("other photos/sandal/0.png").toString();
        String model = folder.resolve("models/garments.tlz").toString();
        String cache = folder.resolve("cache").toString();

        String plain = run(programs.get(0), photos, others, image, model);
        String guice = run(programs.get(1), cache, model, image);

        assertThat(programs).containsExactly("PhotoClassifier", "PhotoService");
        assertThat(plain)
                .matches("(?s)\\d+ images, 0 skipped, validation accuracy 0\\.\\d{3}\\R"
                        + "accuracy 0\\.\\d{3} on images it never saw\\R"
                        + "sandal, probability \\d\\.\\d\\d\\R");
        assertThat(guice.strip()).isEqualTo("sandal");
    }

    @Test
    void theFirstPageTrainsAndPredictsInTwelveLines() throws Exception {
        List<PageExample> example = PageExample.on(PageExample.FIRST);
        String photos = Garments.write(Garments.read().draw(12, 2), folder.resolve("few photos"))
                .toString();

        List<String> programs = compiled(example);
        String output = run(
                programs.get(0),
                photos,
                folder.resolve("few photos/sandal/0.png").toString());

        assertThat(example).hasSize(1);
        assertThat(example.get(0).text().lines().filter(line -> !line.isBlank() && !line.startsWith("import")))
                .hasSizeLessThanOrEqualTo(12);
        assertThat(output.strip()).isIn("ankle-boot", "coat", "pullover", "sandal", "shirt");
        assertThat(folder.resolve("model.tlz")).exists();
    }

    @Test
    void theReportHasAllThatTheCommandWrites() throws Exception {
        String photos = Garments.write(Garments.read().draw(20, 3), folder.resolve("reported photos"))
                .toString();

        List<String> programs = compiled(PageExample.on(PageExample.REPORT));
        String output =
                run(programs.get(0), photos, folder.resolve("reported.tlz").toString());

        assertThat(output.lines())
                .contains("Where it is wrong", "Why: what spoke for it", "Why this network", "How training went")
                .contains("Data health", "Map", "How it was made");
        assertThat(folder.resolve("report.html")).content().contains("<svg", "Data health");
    }

    private List<String> compiled(List<PageExample> examples) throws IOException {
        return PagePrograms.compiled(folder, examples).names();
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    private String run(String program, String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve(program + ".out");
        Process process = JavaProcess.of(folder.resolve("home"), List.of(classes()), program, List.of(arguments))
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor()).as("exit code of %s", program).isZero();
        return Files.readString(output);
    }
}
