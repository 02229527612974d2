package org.tl4j.cli.commands;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tl4j.application.text.ModelCard;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.storage.files.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tl card}: writes the model card of a bundle. */
@Command(
        name = "card",
        description =
                "Writes what is known of a bundle as a model card: Markdown with a YAML header, as Hugging Face has it.")
public final class CardCommand extends JsonCommand {
    @Parameters(index = "0", paramLabel = "FILE.tlz", description = "The bundle.")
    private Path bundle;

    @Option(names = "--output", paramLabel = "FILE.md", description = "The file to write; by default it is printed.")
    private Optional<Path> output = Optional.empty();

    /** A command that works with {@code context}. */
    public CardCommand(Context context) {
        super(context);
    }

    /** The JSON of {@code tl card}. */
    record Document(String bundle, String output, String card) {}

    @Override
    CommandResult execute() {
        output.ifPresent(file -> OutputPlace.check(file, List.of(bundle)));
        Bundle read = learner().bundles().read(bundle);
        String card = ModelCard.of(
                bundle.getFileName().toString(),
                read,
                learner().backbones().entries().stream()
                        .filter(entry -> entry.name().equals(read.manifest().backbone()))
                        .findFirst());
        output.ifPresent(file -> AtomicFile.write(
                file,
                channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(card.getBytes(StandardCharsets.UTF_8)))));
        return CommandResult.done(
                new Document(bundle.toString(), output.map(Path::toString).orElse(null), card),
                output.map(file -> List.of("Written to " + file + "."))
                        .orElseGet(() -> card.lines().toList()));
    }
}
