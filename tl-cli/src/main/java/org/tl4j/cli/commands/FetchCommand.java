package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tl4j.cli.output.Answer;
import org.tl4j.cli.output.Words;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.weights.WeightsSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tl backbones fetch}: weights to this machine, or into a mirror for machines without a network. */
@Command(name = "fetch", description = "Fetches weights into the cache folder, or into a folder for TL_MIRROR.")
public final class FetchCommand extends AnsweringCommand {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Whose weights.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "Those of all backbones that can be had from here.")
    private boolean all;

    @Option(names = "--to", paramLabel = "FOLDER", description = "Where to; the cache folder unless told.")
    private Optional<Path> to = Optional.empty();

    /** A command that works with {@code context}. */
    public FetchCommand(Context context) {
        super(context);
    }

    /**
     * The JSON for one of them.
     *
     * @param name of the backbone
     * @param file where its weights are; left out where they cannot be had
     * @param sha256 what the file has
     * @param reason why there is no file
     */
    record Fetched(String name, String file, String sha256, String reason) {}

    @Override
    Answer answer() {
        if (all == !names.isEmpty()) {
            throw new UsageException("backbones fetch", "must be told names or --all", all ? "both" : "neither", "");
        }
        BackboneCatalog catalog = learner().backbones();
        List<BackboneEntry> entries =
                all ? catalog.entries() : names.stream().map(catalog::entry).toList();
        List<Fetched> documents = entries.stream().map(this::fetch).toList();
        List<String> lines = new ArrayList<>();
        for (Fetched one : documents) {
            lines.add(
                    one.file() == null
                            ? one.name() + ": " + one.reason()
                            : one.name() + ": " + one.file() + ", SHA-256 " + one.sha256());
        }
        lines.add(Words.count(
                        documents.stream().filter(one -> one.file() != null).count(), "file") + " in place.");
        return Answer.done(documents, lines);
    }

    private Fetched fetch(BackboneEntry entry) {
        WeightsSource source = entry.weights();
        if (source.embedded()) {
            return new Fetched(entry.name(), null, null, "comes with TL4J");
        }
        if (all && source.address().isEmpty() && !learner().backbones().available(entry)) {
            return new Fetched(entry.name(), null, null, "has no address; bring " + source.fileName());
        }
        try (ConsoleProgress progress = new ConsoleProgress(console())) {
            Path file = learner().weights().fetch(source, to, progress);
            String digest =
                    learner().weights().expected(source).map(Object::toString).orElse("unknown");
            return new Fetched(entry.name(), file.toString(), digest, null);
        }
    }
}
