package org.tl4j.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tl4j.cli.Captured;
import org.tl4j.cli.output.ResumeHint;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.StorageSettings;
import picocli.CommandLine;

class QuickstartCommandTest {
    @TempDir
    private Path folder;

    private final Set<Path> during = new HashSet<>();

    @ParameterizedTest
    @MethodSource("endings")
    void theTemporaryFolderGoesWhateverEndsTheWork(Supplier<TransferLearner> ending) {
        Set<Path> before = temporary();

        QuickstartCommand command = command(ending);

        assertThatThrownBy(command::execute).hasMessage("test");
        during.removeAll(before);
        assertThat(during).isNotEmpty().allSatisfy(made -> assertThat(made).doesNotExist());
    }

    @Test
    void aFolderThatWasNamedStays() {
        Path named = folder.resolve("named");

        QuickstartCommand command = command(endings().get(0), "--folder", named.toString());

        assertThatThrownBy(command::execute).hasMessage("test");
        assertThat(named.resolve("photos.zip")).isRegularFile();
    }

    static List<Supplier<TransferLearner>> endings() {
        return List.of(
                () -> {
                    throw new OutOfMemoryError("test");
                },
                () -> {
                    throw new UnsatisfiedLinkError("test");
                },
                () -> {
                    throw new IllegalStateException("test");
                });
    }

    private QuickstartCommand command(Supplier<TransferLearner> ending, String... arguments) {
        Context context = new Context(
                Captured.plain().console(), () -> StorageSettings.in(folder), new ResumeHint(), selection -> {
                    during.addAll(temporary());
                    return ending.get();
                });
        QuickstartCommand command = new QuickstartCommand(context);
        new CommandLine(command).parseArgs(arguments);
        return command;
    }

    private static Set<Path> temporary() {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("tl-quickstart-"))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
