package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.it.kit.Compilation;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.JavaProcess;
import org.tl4j.it.kit.Repository;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;

/** The programs in the README compile and run as they stand there. */
@ExtendWith(WorkshopExtension.class)
class LibraryExamplesIT {
    private static final Pattern EXAMPLE = Pattern.compile(
            "<!-- example: (?<name>\\w+) -->\\s*```java\\R(?<code>.*?)```\\s*<!-- end of example -->", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("public final class (?<name>\\w+)");

    private final Path folder;

    LibraryExamplesIT(Workshop workshop) {
        this.folder = workshop.newFolder("examples");
    }

    @Test
    void trainEvaluateAndPredictWithAndWithoutGuice() throws Exception {
        List<String> programs = compiled(Files.readString(Repository.root().resolve("README.md")));
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

    private List<String> compiled(String readme) throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        Matcher example = EXAMPLE.matcher(readme);
        while (example.find()) {
            Matcher type = CLASS.matcher(example.group("code"));
            assertThat(type.find())
                    .as("example %s is a whole class", example.group("name"))
                    .isTrue();
            sources.put(type.group("name"), example.group("code"));
        }
        assertThat(Compilation.complaints(folder, sources)).isEmpty();
        return List.copyOf(sources.keySet());
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    private String run(String program, String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve(program + ".out");
        Process process = JavaProcess.of(folder.resolve("home"), List.of(classes()), program, List.of(arguments))
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor()).as("exit code of %s", program).isZero();
        return Files.readString(output);
    }
}
