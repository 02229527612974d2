package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.cli.output.Console;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.cli.output.ResultStream;

/** {@code tl train}, interrupted and resumed, with the embedded network. */
class ResumedTrainingTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @Test
    void interruptedRunEndsAsTheUndisturbedOne() throws IOException {
        ColouredImages.write(folder.resolve("images"), 10, 1);
        Path undisturbed = folder.resolve("undisturbed.tlz");
        Path interrupted = folder.resolve("interrupted.tlz");
        Path run = folder.resolve("interrupted.run");

        assertThat(train("never", undisturbed)).isEqualTo(ExitCodes.DONE);
        assertThat(train("epoch 1 of 3", interrupted)).isEqualTo(ExitCodes.INTERRUPTED);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(interrupted).doesNotExist();
        assertThat(withoutSpeed(run.resolve("training.csv"))).hasSize(2);
        assertThat(train("never", interrupted))
                .as("a new run would lose the old one")
                .isEqualTo(ExitCodes.USAGE);
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("continue with tl train --resume " + run + ", or delete the folder, or choose another");
        told.reset();
        assertThat(run("never", "train", "--resume", run.toString())).isEqualTo(ExitCodes.DONE);

        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("resuming with epoch 2 of 3 of fine-tuning", "epoch 3 of 3")
                .doesNotContain("epoch 1 of 3");
        assertThat(timeless(interrupted)).isEqualTo(timeless(undisturbed));
        assertThat(withoutSpeed(run.resolve("training.csv")))
                .hasSize(4)
                .isEqualTo(withoutSpeed(folder.resolve("undisturbed.run/training.csv")));
        try (var files = Files.list(run)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("training.csv", "run.lock");
        }
        assertThat(run("never", "train", "--resume", run.toString()))
                .as("it has ended")
                .isEqualTo(ExitCodes.USAGE);
    }

    private int train(String interruptAt, Path bundle) {
        return run(
                interruptAt,
                "train",
                "--data",
                folder.resolve("images").toString(),
                "--output",
                bundle.toString(),
                "--backbone",
                "resnet20-garments",
                "--strategy",
                "fine-tuning",
                "--set",
                "epochs=3",
                "--set",
                "batch-size=8");
    }

    /** Runs a command, and interrupts it as soon as it says {@code interruptAt}. */
    private int run(String interruptAt, String... arguments) {
        PrintStream err = new PrintStream(told, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                super.println(line);
                if (line.contains(interruptAt)) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        ResultStream out = new ResultStream(new ByteArrayOutputStream());
        Map<String, String> environment =
                Map.of("TL_HOME", folder.resolve("home").toString());
        return Main.run(
                new Console(InputStream.nullInputStream(), out, err, false, System::nanoTime, environment), arguments);
    }

    /** The bytes of all entries, in their order, but for the time when it was made. */
    private static Map<String, String> timeless(Path bundle) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(bundle))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String content = new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1);
                entries.put(entry.getName(), content.replaceFirst("\"created\"\\s*:\\s*\"[^\"]*\"", ""));
            }
        }
        return entries;
    }

    private static List<String> withoutSpeed(Path table) throws IOException {
        return Files.readAllLines(table).stream()
                .map(row -> row.substring(0, row.lastIndexOf(',')))
                .toList();
    }
}
