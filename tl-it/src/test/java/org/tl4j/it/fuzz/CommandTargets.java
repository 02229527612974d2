package org.tl4j.it.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tl4j.cli.Main;
import org.tl4j.cli.output.Console;
import org.tl4j.cli.output.ResultStream;
import org.tl4j.core.error.UsageException;
import org.tl4j.it.kit.Repository;

/** Files of the command: settings, and the folder of a run that was killed. */
record CommandTargets(Path folder, FuzzSeeds seeds) {
    /** A file of settings; the images are missing, so that nothing is trained where it is read. */
    FuzzTarget yaml() throws IOException {
        List<byte[]> files = List.of(
                Files.readAllBytes(Repository.root().resolve("config/fine-tuning.yaml")),
                Files.readAllBytes(Repository.root().resolve("config/auto.yaml")));
        return new FuzzTarget("yaml", random -> Mutator.mutate(files, random), content -> {
            Path file = Files.write(folder.resolve("case.yaml"), content);
            command(
                    "train",
                    "--config",
                    file.toString(),
                    "--data",
                    folder.resolve("none").toString(),
                    "--output",
                    folder.resolve("case.tlz").toString());
        });
    }

    /** What the run was asked for. */
    FuzzTarget run() throws IOException {
        byte[] asked = Files.readAllBytes(seeds.run().resolve("run.json"));
        return new FuzzTarget(
                "run",
                random -> random.nextInt(3) == 0
                        ? Mutator.mutate(List.of(asked), random)
                        : JsonMutator.mutate(asked, random),
                content -> resume("run.json", content));
    }

    /** What it had reached. */
    FuzzTarget checkpoint() throws IOException {
        Path file;
        try (Stream<Path> files = Files.list(seeds.run())) {
            file = files.filter(one -> one.toString().endsWith(".checkpoint"))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }
        List<byte[]> contents = List.of(Files.readAllBytes(file));
        String name = file.getFileName().toString();
        return new FuzzTarget(
                "checkpoint", random -> Mutator.mutate(contents, random), content -> resume(name, content));
    }

    /** Resumes a copy of the killed run, for two seconds at most. */
    private void resume(String name, byte[] content) throws IOException, InterruptedException {
        Path run = folder.resolve("case.run");
        delete(run);
        Files.createDirectories(run);
        try (Stream<Path> files = Files.list(seeds.run())) {
            for (Path file : files.toList()) {
                Files.copy(file, run.resolve(file.getFileName()));
            }
        }
        Files.write(run.resolve(name), content);
        Thread working = Thread.currentThread();
        Thread stopping = new Thread(() -> stop(working), "stopping");
        stopping.setDaemon(true);
        stopping.start();
        try {
            command("train", "--resume", run.toString());
        } finally {
            stopping.interrupt();
            stopping.join();
            Thread.interrupted();
        }
    }

    private static void stop(Thread working) {
        try {
            Thread.sleep(2000);
            working.interrupt();
        } catch (InterruptedException e) {
            // it ended by itself
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(CommandTargets::deleteFile);
            }
        }
    }

    private static void deleteFile(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void command(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        Console console = new Console(
                InputStream.nullInputStream(),
                new ResultStream(out),
                errors,
                false,
                System::nanoTime,
                Map.of("TL_HOME", folder.resolve("home").toString()));
        int exitCode = Main.run(console, arguments);
        String said = err.toString(StandardCharsets.UTF_8);
        if (said.contains("internal error")) {
            throw new IllegalStateException(said);
        }
        if (exitCode != 0) {
            throw new UsageException("command", "ended with a message", said, "");
        }
    }
}
