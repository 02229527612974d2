package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.cli.output.Console;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.cli.output.ResultStream;

/** {@code --engine} of commands that compute frozen networks, with the embedded one. */
class SelectedEngineTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void photos() throws IOException {
        ColouredImages.write(folder.resolve("images"), 10, 1);
    }

    @Test
    void trainAndPredictComputeByEitherEngine() throws IOException {
        for (String engine : List.of("onnxruntime", "deeplearning4j")) {
            assertThat(run(train(engine))).as(said()).isEqualTo(ExitCodes.DONE);
            assertThat(run("predict", bundle(engine), photo(), "--engine", engine))
                    .as(said())
                    .isEqualTo(ExitCodes.DONE);
        }
        String fast = predicted(bundle("onnxruntime"), "deeplearning4j");
        assertThat(predicted(bundle("onnxruntime"), "onnxruntime")).isEqualTo(fast);
    }

    @Test
    void anEngineThatIsNotThereIsRefusedByName() {
        assertThat(run(train("onnxruntim"))).isEqualTo(ExitCodes.USAGE);
        assertThat(said()).contains("must be one of", "found onnxruntim; did you mean onnxruntime?");
    }

    private String[] train(String engine) {
        List<String> arguments = new ArrayList<>(List.of("train", "--engine", engine));
        arguments.addAll(List.of("--data", folder.resolve("images").toString(), "--output", bundle(engine)));
        arguments.addAll(List.of("--backbone", "resnet20-garments", "--strategy", "feature-extraction"));
        return arguments.toArray(String[]::new);
    }

    /** The label, without its probability, whose last digits differ. */
    private String predicted(String bundle, String engine) throws IOException {
        results.reset();
        assertThat(run("predict", bundle, photo(), "--engine", engine))
                .as(said())
                .isEqualTo(ExitCodes.DONE);
        return results.toString(StandardCharsets.UTF_8).replaceAll("[0-9.]+ ?%", "");
    }

    private String photo() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("images"))) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .findFirst()
                    .orElseThrow()
                    .toString();
        }
    }

    private String bundle(String engine) {
        return folder.resolve(engine + ".tlz").toString();
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private int run(String... arguments) {
        said.reset();
        PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
        Map<String, String> environment =
                Map.of("TL_HOME", folder.resolve("home").toString());
        return Main.run(
                new Console(
                        InputStream.nullInputStream(),
                        new ResultStream(results),
                        err,
                        false,
                        System::nanoTime,
                        environment),
                arguments);
    }
}
